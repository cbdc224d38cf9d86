#!/bin/sh
# SPDX-License-Identifier: MIT
# dingmi beside the floor, on one generated store, in one run: make bench, or make bench SIZES="1000 100000".
# Machines differ and are shared, so what counts is the last column.
set -eu
here=$(dirname "$0")
bench=$top_builddir/tests/bench
dingmi=$top_builddir/src/dingmi
data=$top_srcdir/forms
runs=${RUNS:-5}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

"$dingmi" init "$dir/sample" --sample --data "$data" >/dev/null
who=${WHO:-$("$dingmi" --home "$dir/sample" --data "$data" list person --json |
    sed -n 's/.*"login":"\([^"]*\)".*/\1/p' | head -1)}
for size in ${SIZES:-1000 100000}; do
	rm -rf "$dir/home"
	cp -a "$dir/sample" "$dir/home"
	"$dingmi" --home "$dir/home" --data "$data" generate matter "$size" --seed 1 >/dev/null
	echo "== $size matters, median ms (p99 ms, bytes)"
	"$bench/bench" -n floor -r "$runs" "$here/floor.script" "$bench/floor_list" "$dir/home/dingmi.db" >"$dir/out"
	"$bench/bench" -n dingmi -r "$runs" "$here/dingmi.script" \
	    "$dingmi" --home "$dir/home" --data "$data" --as "$who" >>"$dir/out"
	awk '
		{ med[$1, $2] = $4; p99[$1, $2] = $5; bytes[$1, $2] = $6; if (!($2 in seen)) { seen[$2] = 1; label[++n] = $2 } }
		END {
			printf "%-10s %24s %24s %8s\n", "", "floor", "dingmi", "ratio"
			for (i = 1; i <= n; i++) {
				k = label[i]
				if (!(("floor", k) in med) || !(("dingmi", k) in med))
					continue
				printf "%-10s %9.2f (%6.2f, %5d) %9.2f (%6.2f, %5d) %7.1fx\n", k,
				    med["floor", k], p99["floor", k], bytes["floor", k],
				    med["dingmi", k], p99["dingmi", k], bytes["dingmi", k],
				    med["floor", k] > 0 ? med["dingmi", k] / med["floor", k] : 0
			}
		}' "$dir/out"
done
