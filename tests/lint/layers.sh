# Includes go down only, and through the doors, by the table layers.txt; a library's header only in its room.
. "$(dirname "$0")/lib.sh"

# room "included/file.h" or <header> of every include of the source
find src -name '*.[ch]' | LC_ALL=C sort | while read -r f; do
	sed -n 's/^[ \t]*#[ \t]*include[ \t]*\(["<][^">]*[">]\).*/\1/p' "$f" |
	    while read -r inc; do echo "$f $inc"; done
done >"$scratch/includes"

$awk '
	FNR == NR && /^#/ { next }
	FNR == NR && $1 == "only" { only[$2] = $3; next }
	FNR == NR && $1 == "doors" { closed[$2] = 1; for (i = 3; i <= NF; i++) door[$2 "/" $i] = 1; next }
	FNR == NR && NF { room[$1] = 1; may[$1, $1] = 1; for (i = 2; i <= NF; i++) may[$1, $i] = 1; next }
	FNR == NR { next }
	{
		split($1, p, "/")
		from = p[2]
		inc = substr($2, 2, length($2) - 2)
		if (!(from in room)) {
			print $1 ": room " from " is not in layers.txt"
			next
		}
		if ($2 ~ /^</) {
			if ((inc in only) && only[inc] != from)
				print $1 ": <" inc "> belongs to " only[inc] "/ alone"
			next
		}
		if (inc == "config.h")
			next
		if (split(inc, q, "/") < 2)
			print $1 ": \"" inc "\" must be written \"room/file.h\""
		else if (!((from, q[1]) in may))
			print $1 ": " from " must not include " inc
		else if (q[1] != from && (q[1] in closed) && !(inc in door))
			print $1 ": " inc " is private to " q[1] "/"
	}' tests/lint/layers.txt "$scratch/includes" | faults "includes go down only"

find src -mindepth 1 -maxdepth 1 -type d | LC_ALL=C sort | while read -r d; do
	grep -q "^${d#src/}\\b" tests/lint/layers.txt || echo "$d is not in layers.txt"
done | faults "every room is in the table"
finish
