# Files of at most 700 lines, functions of at most 90; tables do not count. What is longer stands in
# size-exceptions.txt with its reason, and shrinks: the limit there may only go down.
. "$(dirname "$0")/lib.sh"

sources >"$scratch/list"
while read -r f; do
	# A function's body is from a line "{" to a line "}" (clang-format sees to that); a table from a
	# line that ends in "= {" to "};", or a macro of continued lines.
	$awk -v file="$f" '
		table { if (/^};/) table = 0; next }
		macro { macro = /\\$/; next }
		/^#define .*\\$/ { macro = 1; next }
		/^[a-z].*= \{$/ { table = 1; next }
		{ lines++ }
		/^[a-z_].*\(/ { name = $0; sub(/\(.*/, "", name); sub(/.*[ *]/, "", name) }
		/^\{$/ { start = lines }
		/^\}$/ && start { print file ":" name, lines - start - 1, 90; start = 0 }
		END { print file, lines + 0, 700 }' "$f"
done <"$scratch/list" >"$scratch/sizes"

$awk '
	FNR == NR && (/^#/ || !NF) { next }
	FNR == NR { limit[$1] = $2; if (NF < 3) print "size-exceptions.txt: " $1 " gives no reason"; next }
	{
		max = $1 in limit ? limit[$1] : $3
		if ($2 > max)
			print $1 " has " $2 " lines, at most " max
		if ($1 in limit) {
			seen[$1] = 1
			if ($2 < limit[$1])
				print $1 " has " $2 " lines now: lower or drop its exception"
		}
	}
	END { for (k in limit) if (!(k in seen)) print "size-exceptions.txt: no such thing as " k }
	' tests/lint/size-exceptions.txt "$scratch/sizes" | faults "files and functions are short"
finish
