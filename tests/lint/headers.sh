# Each header compiles alone, has its guard, and says first what it is for.
. "$(dirname "$0")/lib.sh"
cc=${CC:-cc}

find src tests/lib -name '*.h' | LC_ALL=C sort >"$scratch/headers"
while read -r h; do
	$cc -std=gnu11 -D_GNU_SOURCE -Isrc -Itests -I"$build" -Wall -Wextra -Werror -fsyntax-only \
	    -x c -include "$h" /dev/null 2>&1 | head -3
done <"$scratch/headers" | faults "every header compiles alone"

while read -r h; do
	guard=$(sed -n 's/^#ifndef \(DM_[A-Z0-9_]*_H\)$/\1/p' "$h" | head -1)
	want=$(echo "${h#*/}" | tr 'a-z/.' 'A-Z__')
	[ "$guard" = "DM_$want" ] || echo "$h: guard DM_$want expected"
done <"$scratch/headers" | faults "guards are DM_ROOM_FILE_H"

sources | while read -r f; do
	[ "$(head -1 "$f")" = '/* SPDX-License-Identifier: MIT */' ] || echo "$f: no SPDX line"
	sed -n 2,5p "$f" | grep -q '^/\*' || echo "$f: no comment that says what the file is for"
done | faults "every file says what it is for"
finish
