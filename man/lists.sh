#!/bin/sh
# SPDX-License-Identifier: MIT
# Writes the lists that the manual pages take from tables: keys of src/tui/keys.h, parameters of
# src/org/param.h, rules and keys of cases of src/law/, error types of src/drill/drill.h.
# `lists.sh PAGE` prints PAGE with fresh lists; `lists.sh --write` rewrites the pages.
set -eu
cd "$(dirname "$0")/.."
awk=${AWK:-awk}

# Rows of an X-macro table as TAB-separated cells, quotes removed: rows MACRO HEADER
rows()
{
	$awk -v macro="$1" '
		$0 ~ "^#define " macro "\\(X\\)" { on = 1 }
		on { more = /\\$/; line = $0; sub(/\\$/, "", line); sub(/^#define [A-Z]+\(X\)/, "", line); text = text " " line }
		on && !more { exit }
		END {
			# Cells end at commas outside of quotes; a row ends at the ")" of its X(.
			n = length(text)
			for (i = 1; i <= n; i++) {
				c = substr(text, i, 1)
				if (quoted) {
					if (c == "\"") quoted = 0
					else cell = cell c
				} else if (c == "\"") quoted = 1
				else if (c == "X" && substr(text, i + 1, 1) == "(" && !depth) { depth = 1; i++; row = cell = "" }
				else if (!depth) continue
				else if (c == "(") { depth++; cell = cell c }
				else if (c == ")" && --depth) cell = cell c
				else if (c == ")") { print row cell; cell = "" }
				else if (c == "," && depth == 1) { row = row cell "\t"; cell = "" }
				else if (c != " " && c != "\t" || cell != "" && c == " ") cell = cell c
			}
		}' "$2"
}

keys()
{
	rows ACTIONS src/tui/keys.h | $awk -F '\t' '
		function key(k) {
			if (k == "0") return ""
			if (k ~ /^K_CTRL\(/) return "Ctrl\\-" substr(k, 9, 1)
			if (k ~ /^\047/) {
				k = substr(k, 2, 1)
				return k == " " ? "Space" : k ~ /[?:.,;!]/ ? "\\&" k : k
			}
			sub(/^K_/, "", k)
			if (k ~ /^F[0-9]+$/) return k
			k = substr(k, 1, 1) tolower(substr(k, 2))
			if (k == "Pgup") return "PgUp"
			if (k == "Pgdn") return "PgDn"
			if (k == "Backtab") return "Shift\\-Tab"
			return k
		}
		{
			line = ""
			for (i = 3; i <= 5; i++)
				if ((k = key($i)) != "")
					line = line (line == "" ? "" : " , ") k
			print ".It Ic " line
			title = toupper(substr($7, 1, 1)) substr($7, 2)
			print title " (" $6 ")."
		}'
}

params()
{
	# Which are yes or no stands in param.c.
	sed -n 's/^\t\[PARAM_\([A-Z0-9_]*\)\] = true.*/\1/p' src/org/param.c >"$dir/yesno"
	rows PARAMS src/org/param.h | $awk -F '\t' -v list="$dir/yesno" '
		BEGIN { while ((getline id < list) > 0) yesno[id] = 1 }
		function value(n) { return !($1 in yesno) ? n : n == 1 ? "yes" : "no" }
		{
			sub(/^ORIGIN_/, "", $3)
			print ".It Ic " $2
			title = toupper(substr($9, 1, 1)) substr($9, 2)
			print title " (" $8 ")."
			range = $6 == $7 ? "fixed" : $1 in yesno ? "yes or no" : $6 " to " $7
			print "Default " value($5) ", " range "; " tolower($3) ", " $4 "."
		}'
}

# Rows NAME(cell, …) of a .def file, as rows() gives them; the name is the first cell.
defs()
{
	{
		echo '#define DEFS(X) \'
		sed -n '/^[A-Z]*(/,/)$/ { s/^\([A-Z]*\)(/X(\1, /; s/$/ \\/; p; }' "$1"
		echo
	} >"$dir/def"
	rows DEFS "$dir/def"
}

rules()
{
	echo '.Bl -tag -width Ds'
	defs src/law/rules.def | $awk -F '\t' '
		{
			state = $1 == "STATE"
			print ".It Ic " $2 " No " $3 ", " tolower($4)
			title = toupper(substr($NF, 1, 1)) substr($NF, 2)
			print title " (" $(NF - 1) ")."
			if (state)
				print "Kept by the steps; " $(NF - 2) "."
			else
				print $(NF - 2) "."
		}'
	echo '.El'
}

case_keys()
{
	acts=$(rows LAW_ACTS src/law/law.h | cut -f 2 | paste -s -d , - | sed 's/,/, /g')
	defs src/law/case.def | $awk -F '\t' -v acts="$acts" '
		BEGIN {
			n = split("LEVEL DATE PERIOD HARM ID TIME TEXT", named, " ")
			for (i = 1; i <= n; i++) form[named[i]] = ".Ar " tolower(named[i])
			form["ID"] = ".Ar who"
			form["ANSWER"] = form["BOOL"] = ".Cm yes|no"
			form["ACT"] = ".Ar act"
		}
		$2 != section {
			if (section != "") print ".El"
			section = $2
			name = section
			sub(/\*$/, "N", name)
			print ".Ss [" name "]"
			print ".Bl -tag -width Ds"
		}
		{
			f = $4 in form ? form[$4] : ".Cm " $6
			sub(/^\./, "", f)
			print ".It Ic " $3 " No = " f
			print $7
			if ($4 == "ACT") print "One of " acts "."
		}
		END { print ".El" }'
}

# Error types of drills.
errors()
{
	rows DRILL_ERRORS src/drill/drill.h | $awk -F '\t' '
		{ print ".It Cm " $2; print toupper(substr($4, 1, 1)) substr($4, 2) " (" $3 ")." }'
}

fresh()
{
	keys >"$dir/keys"
	params >"$dir/parameters"
	rules >"$dir/rules"
	case_keys >"$dir/case"
	errors >"$dir/errors"
	$awk -v dir="$dir" '
		/^\.\\" BEGIN generated / {
			print
			file = dir "/" $4
			while ((getline line < file) > 0)
				print line
			close(file)
			inside = 1
		}
		/^\.\\" END generated / { inside = 0 }
		!inside { print }' "$1"
}

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
case ${1:-} in
--write)
	for page in man/*.[1-8]; do
		fresh "$page" >"$dir/page"
		cmp -s "$dir/page" "$page" || cat "$dir/page" >"$page"
	done
	;;
man/*)
	fresh "$1"
	;;
*)
	echo "usage: lists.sh --write | lists.sh man/PAGE" >&2
	exit 2
	;;
esac
