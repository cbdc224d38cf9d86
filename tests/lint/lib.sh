# Shared by the lint tests: where the source is, and TAP.
# A test reads faults, one a line, through `faults NAME`: none is ok, each one is shown.
set -eu
cd "${top_srcdir:?run me through make check, or set top_srcdir}"
build=${top_builddir:-$PWD/build}
awk=${AWK:-awk}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# At the end of a pipe, hence in a process of its own: the count is kept in a file.
faults()
{
	cat >"$scratch/faults"
	if [ -s "$scratch/faults" ]; then
		sed 's/^/# /' "$scratch/faults"
		echo "not ok - $1"
		echo bad >>"$scratch/cases"
	else
		echo "ok - $1"
		echo good >>"$scratch/cases"
	fi
}

skip()
{
	echo "1..0 # SKIP $1"
	exit 0
}

finish()
{
	echo "1..$(wc -l <"$scratch/cases")"
	! grep -q bad "$scratch/cases"
	exit
}

sources()
{
	find src tests -name '*.[ch]' | LC_ALL=C sort
}
