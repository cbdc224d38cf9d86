#!/bin/sh
# SPDX-License-Identifier: MIT
# Writes into each case what eval answers now, as lines "#= ": findings without their words, in order,
# what follows from the facts, the exit status. Read the difference before you keep it.
# usage: DINGMI=build/src/dingmi sh tests/law/expect.sh [CASE.ini…]
set -eu
cd "$(dirname "$0")"
dingmi=${DINGMI:?set DINGMI to the program}
[ $# -gt 0 ] || set -- *.ini
for f; do
	rc=0
	said=$("$dingmi" eval "$f" 2>/dev/null) || rc=$?
	{
		awk '!/^#/ { exit } !/^#= /' "$f"
		printf '%s\n' "$said" | sed -n 's/^\([A-Z]* R[0-9]* [^ ]*\) .*/#= \1/p; s/^[a-z_]*=/#= &/p'
		echo "#= exit $rc"
		awk '!/^#/ { body = 1 } body' "$f"
	} >"$f.new"
	mv "$f.new" "$f"
done
