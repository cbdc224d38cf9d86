#!/bin/sh
# Runs one test program: in a scratch TMPDIR of its own that is gone afterwards, for at most
# TEST_LIMIT seconds, and answers TAP whatever the program speaks: one plan for all cmocka groups;
# for a program without TAP one line by its exit status (77: skipped).
dir=$(mktemp -d "${TMPDIR:-/tmp}/dingmi-test.XXXXXX") || exit 99
trap 'rm -rf "$dir"' EXIT
trap 'exit 99' HUP INT TERM
mkdir "$dir/tmp"
TMPDIR=$dir/tmp timeout -k 10 "${TEST_LIMIT:-300}" "$@" >"$dir/out" 2>&1 </dev/null
rc=$?
[ "$rc" -ne 124 ] || echo "# over the limit of ${TEST_LIMIT:-300} seconds" >>"$dir/out"

for last; do :; done
awk -v rc="$rc" -v name="${last##*/}" '
	/^1\.\.[0-9]+/ {
		planned += substr($1, 4)
		plans++
		if ($1 == "1..0")
			skip = $0
		next
	}
	/^ok( |$)/ { sub(/^ok( +[0-9]+)?/, "ok " ++seen) }
	/^not ok( |$)/ { sub(/^not ok( +[0-9]+)?/, "not ok " ++seen); bad = 1 }
	{ print }
	END {
		if (plans && skip != "" && !seen)
			print skip
		else if (plans)
			print "1.." planned
		else if (rc == 77)
			print "1..0 # SKIP " name
		else {
			print (rc ? "not ok 1 - " : "ok 1 - ") name
			print "1..1"
			bad = 1
		}
		# The status counts where the lines do not already tell of a failure: a leak, a crash.
		exit rc == 77 || bad && rc < 125 ? 0 : rc
	}' "$dir/out"
