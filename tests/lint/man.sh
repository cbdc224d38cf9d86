# The manual pages are sound mdoc, and their example files are good ones.
. "$(dirname "$0")/lib.sh"
mandoc=${MANDOC:-mandoc}
command -v "$mandoc" >/dev/null 2>&1 || skip "no mandoc"

find man -name '*.[1-8]' | LC_ALL=C sort | while read -r page; do
	"$mandoc" -T lint -W warning "$page" 2>&1
done | faults "mandoc finds no fault"

find man -name '*.[1-8]' | LC_ALL=C sort | while read -r page; do
	$awk -v page="$page" '
		/^\./ { next }
		/[.!?] +[A-Z]/ { print page ":" FNR ": more than one sentence on the line" }' "$page"
done | faults "one sentence a line"
# The example of an organisation is one that the program takes.
$awk '/^\.Sh EXAMPLES/ { on = 1 } on && /^\.Bd/ { copy = 1; next } /^\.Ed/ { copy = 0 } copy' \
    man/dingmi-org.5 >"$scratch/org.ini"
{
	grep -q '^\[organ\]$' "$scratch/org.ini" || echo "dingmi-org.5 has no example"
	"${DINGMI:-$build/src/dingmi}" check-org "$scratch/org.ini" >"$scratch/said" 2>&1 || cat "$scratch/said"
} | faults "the example of dingmi-org(5) passes check-org"
# So are the examples of the bank, each under its own name.
mkdir "$scratch/bank"
$awk -v dir="$scratch/bank" '/^\.Sh EXAMPLES/ { on = 1 } on && /^\.Bd/ { copy = ++n; next } /^\.Ed/ { copy = 0 }
	copy { print >(dir "/" (copy == 1 ? "example" : "blueprint") ".ini") }' man/dingmi-exam.5
{
	[ -s "$scratch/bank/example.ini" ] && [ -s "$scratch/bank/blueprint.ini" ] ||
	    echo "dingmi-exam.5 has not two examples"
	"${DINGMI:-$build/src/dingmi}" --data forms drill check "$scratch"/bank/*.ini >"$scratch/said" 2>&1 ||
	    cat "$scratch/said"
} | faults "the examples of dingmi-exam(5) pass drill check"
finish
