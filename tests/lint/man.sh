# The manual pages are sound mdoc.
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
finish
