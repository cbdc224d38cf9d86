# The map in HACKING.md knows every source file; links lead somewhere; keys that are named exist.
. "$(dirname "$0")/lib.sh"

$awk '/^```/ { inside = !inside; next } inside { print }' HACKING.md >"$scratch/map"
find src tests/lib tests/term tests/bench -type f \( -name '*.[ch]' -o -name '*.sql' -o -name '*.def' -o -name '*.awk' -o -name '*.sh' \) |
    LC_ALL=C sort >"$scratch/files"
# A map line is "path   what it is for"; room headings are "src/room/", files below them without the path.
# "name.[ch]" stands for the pair.
$awk '
	/^[a-z]+\/[a-z\/]*/ && $1 ~ /\/$/ { dir = $1; next }
	/^  [a-z]/ {
		if (NF < 2)
			print "HACKING.md: " dir $1 " has no word on what it is for" > "/dev/stderr"
		if ($1 ~ /\.\[ch\]$/) {
			base = substr($1, 1, length($1) - 4)
			print dir base "c"
			print dir base "h"
		} else
			print dir $1
	}' "$scratch/map" 2>"$scratch/words" | LC_ALL=C sort >"$scratch/mapped"
{
	cat "$scratch/words"
	comm -23 "$scratch/files" "$scratch/mapped" | sed 's/$/ is not in the map of HACKING.md/'
	comm -13 "$scratch/files" "$scratch/mapped" | sed 's/^/HACKING.md maps what is not there: /'
} | faults "the map is complete"

for f in README.md HACKING.md; do
	grep -oE '\]\([^)]*\)' "$f" | sed 's/^](//; s/)$//; s/#.*//' | while read -r to; do
		case $to in
		'' | http*) ;;
		*) [ -e "$to" ] || echo "$f: link to $to leads nowhere" ;;
		esac
	done
done | faults "links lead somewhere"

grep -ohE '\bF(1[0-2]|[1-9])\b' README.md NEWS | LC_ALL=C sort -u | while read -r key; do
	grep -qE "K_$key\\b" src/tui/keys.h || echo "$key does nothing (src/tui/keys.h)"
done | faults "named function keys exist"
grep -ohE '(Ctrl-|\^)[A-Z]\b' README.md NEWS | sed 's/.*\(.\)$/\1/' | LC_ALL=C sort -u | while read -r c; do
	grep -q "K_CTRL('$c')" src/tui/keys.h || echo "Ctrl-$c does nothing (src/tui/keys.h)"
done | faults "named Ctrl keys exist"
finish
