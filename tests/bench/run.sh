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
who=${WHO:-zhaominzhi} # the sample's clerk: sees every matter
for size in ${SIZES:-1000 100000}; do
	rm -rf "$dir/home"
	cp -a "$dir/sample" "$dir/home"
	"$dingmi" --home "$dir/home" --data "$data" generate matter "$size" --seed 1 >/dev/null
	echo "== $size matters, median ms (p99 ms, bytes)"
	"$bench/bench" -n floor -r "$runs" "$here/floor.script" "$bench/floor_list" "$dir/home/dingmi.db" >"$dir/out"
	"$bench/bench" -n dingmi -r "$runs" "$here/dingmi.script" \
	    "$dingmi" --home "$dir/home" --data "$data" --as "$who" >>"$dir/out"
	awk '
		{ k = $1 ":" $2; med[k] = $4; p99[k] = $5; bytes[k] = $6 }
		!seen[$2]++ { label[++n] = $2 }
		END {
			printf "%-10s %24s %24s %8s\n", "", "floor", "dingmi", "ratio"
			for (i = 1; i <= n; i++) {
				f = "floor:" label[i]; d = "dingmi:" label[i]
				if (!(f in med)) # what a bare list cannot do
					printf "%-10s %24s %9.2f (%6.2f, %5d)\n", label[i], "-", med[d], p99[d], bytes[d]
				else if (med[f] > 0 && med[d] > 0)
					printf "%-10s %9.2f (%6.2f, %5d) %9.2f (%6.2f, %5d) %7.1fx\n", label[i],
					    med[f], p99[f], bytes[f], med[d], p99[d], bytes[d], med[d] / med[f]
			}
		}' "$dir/out"
done
