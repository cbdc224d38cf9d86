# Nothing of the machine it was written on, and nothing left for later.
. "$(dirname "$0")/lib.sh"

files()
{
	find src forms tests man bootstrap README.md HACKING.md NEWS Makefile.am configure.ac -type f \
	    ! -path tests/lint/names.sh | LC_ALL=C sort
}

files | xargs grep -nE '(^|[^A-Za-z0-9_.])/(work|home|root|Users|mnt|opt)/' /dev/null |
    faults "no path of a machine"
files | xargs grep -nwE 'TODO|FIXME|XXX' /dev/null | faults "nothing left for later"
find src forms tests man -type f \( -name '*.[ch]' -o -name '*.ini' -o -name '*.sh' -o -name '*.am' \
    -o -name '*.[1-8]' -o -name '*.sql' \) | LC_ALL=C sort | while read -r f; do
	[ ! -s "$f" ] || [ -z "$(tail -c 1 "$f")" ] || echo "$f: no newline at the end"
	! grep -q '[	 ]$' "$f" || echo "$f: blanks at the end of a line"
	! grep -q "$(printf '\r')" "$f" || echo "$f: CR"
done | faults "lines end cleanly"
finish
