#!/bin/sh
# SPDX-License-Identifier: MIT
# Builds the law's tests for gcov in a scratch directory, runs them and prints how many branches of each
# file of rules were taken; fails when one was not. Speaks TAP, being a test; make coverage-law runs it alone.
set -eu
: "${top_srcdir:?run me through make coverage-law, or set top_srcdir}"
top_srcdir=$(cd "$top_srcdir" && pwd)
export top_srcdir
skip()
{
	echo "1..0 # SKIP $1"
	exit 0
}
command -v gcov >/dev/null 2>&1 || skip "no gcov"
[ ! -e "$top_srcdir/config.status" ] || skip "the source itself is configured"
# A cache of compilers may hand out an object without the notes that gcov needs.
export CCACHE_DISABLE=1
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
tests="tests/unit/test_law_cases tests/unit/test_law_proof tests/unit/test_law_rules tests/unit/test_mark"
"$top_srcdir/configure" -q --enable-coverage CFLAGS=-O0 >/dev/null
# shellcheck disable=SC2086 # a list of words
make -s $tests >make.log 2>&1 || { cat make.log >&2; exit 2; }
for t in $tests; do
	LC_ALL=C.UTF-8 "$t" >log 2>&1 || { cat log >&2; exit 2; }
done
for f in "$top_srcdir"/src/law/rule_*.c; do
	f=src/law/$(basename "$f" .c)
	[ -e "$f.gcno" ] && [ -e "$f.gcda" ] && continue
	echo "# ${CC:-cc} left no $f.gcno or $f.gcda, without which nothing can be counted"
	echo "not ok 1 - branches of the rules taken"
	echo "1..1"
	exit 1
done
mkdir gcov
cd gcov
gcov -b -c -o ../src/law ../src/law/rule_*.gcda >../gcov.log 2>&1 || { cat ../gcov.log >&2; exit 2; }
awk '
	FNR == 1 { if (file != "") report(); file = FILENAME; all = taken = 0 }
	/^ *[-#=0-9]+[*]?: *[0-9]+:/ { line = $0 }
	/^branch / {
		all++
		if (/ taken [1-9]/) taken++
		else missed = missed "# " file ":" line "\n"
	}
	function report() {
		sub(/\.gcov$/, "", file)
		printf "# %-20s %4d of %4d branches\n", file, taken, all
		n += all; m += taken
	}
	END {
		report()
		bad = n == 0 || m < n
		printf "%s%s 1 - branches of the rules taken: %d of %d\n1..1\n", missed, bad ? "not ok" : "ok", m, n
		exit bad
	}' rule_*.c.gcov
