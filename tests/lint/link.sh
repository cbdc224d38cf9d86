# Calls go down only: no room's library needs a symbol that only a room not below it defines.
. "$(dirname "$0")/lib.sh"
command -v nm >/dev/null 2>&1 || skip "no nm"

for lib in "$build"/src/lib*.a; do
	[ -e "$lib" ] || continue
	room=${lib##*/lib}
	room=${room%.a}
	nm -g "$lib" 2>/dev/null | $awk -v room="$room" '
		NF == 3 && $2 ~ /^[A-TV-Z]$/ { print room, "def", $3 }
		NF == 2 && $1 == "U" { print room, "use", $2 }'
done | LC_ALL=C sort -u >"$scratch/symbols"

[ -s "$scratch/symbols" ] || skip "no library has any symbol yet"

$awk '
	FNR == NR && (/^#/ || $1 == "only" || $1 == "doors" || !NF) { next }
	FNR == NR { may[$1, $1] = 1; for (i = 2; i <= NF; i++) may[$1, $i] = 1; next }
	$2 == "def" { def[$3] = def[$3] " " $1; next }
	{ use[++n] = $1 " " $3 }
	END {
		for (i = 1; i <= n; i++) {
			split(use[i], u, " ")
			if (!(u[2] in def))
				continue
			m = split(def[u[2]], d, " ")
			ok = 0
			for (j = 1; j <= m; j++)
				ok = ok || ((u[1], d[j]) in may)
			if (!ok)
				print u[1] " calls " u[2] "() of" def[u[2]]
		}
	}' tests/lint/layers.txt "$scratch/symbols" | LC_ALL=C sort | faults "calls go down only"

$awk '
	$2 == "def" && $3 !~ /^(__|_)/ { if ($3 in by && by[$3] != $1) print $3 " is in " by[$3] " and " $1; by[$3] = $1 }
	' "$scratch/symbols" | faults "every symbol has one home"
finish
