# Homes: made once, for their owner alone; the workbench without one, or without a terminal.
. "${top_srcdir:?}/tests/cli/lib.sh"

run --home new
is "no home: two commands to type" 2 "new：这里还没有库" "dingmi init new --sample" "dingmi init new --org"
run
is "the default home" 2 "$HOME/.local/share/dingmi"
XDG_DATA_HOME=$scratch/share
export XDG_DATA_HOME
run
is "XDG_DATA_HOME" 2 "$scratch/share/dingmi"
unset XDG_DATA_HOME

run init h --org "$forms/sample/org.ini"
shows "init" "已建立 h" "dingmi --home h"
holds "mode of the home" test "$(stat -c %a h)" = 700
holds "mode of the store" test "$(stat -c %a h/dingmi.db)" = 600
holds "mode of org.ini" test "$(stat -c %a h/org.ini)" = 600
run init h --sample
is "init twice" 2 "h"
run --home h verify
shows "the home is whole" "全部相符"
mkdir full && : >full/letter
run init full
is "a directory with something in it" 2 "letter"
holds "and it was left alone" test ! -e full/dingmi.db
run init x --sample --org y
is "sample or org, not both" 2 "--org"
run init x --home y
is "one directory, not two" 2 "--home"
run init x --readonly
is "not with --readonly" 2 "--readonly"

# Nothing half made.
printf '[organ]\nname = 某局\ntier = nowhere\n' >bad.ini
run init y --org bad.ini
is "a bad org.ini" 2 "bad.ini:3:"
holds "nothing was made" test ! -e y
run init y --org nowhere.ini
is "a missing org.ini" 2 "nowhere.ini"
holds "nothing was made" test ! -e y
run check-org bad.ini
is "check-org names the line" 2 "dingmi: bad.ini:3:"
run check-org bad.ini --lang en
is "check-org in English" 2 "dingmi: bad.ini:3:"
run check-org "$forms/sample/org.ini"
shows "check-org on a sound file" "没有问题"
printf '\357\273\277[organ]\n' >bom.ini
run check-org bom.ini
is "check-org on a BOM" 2 "bom.ini:1:"
run check-org .
is "check-org on a directory" 2 "."

# Forms.
run check-forms
shows "the shipped forms are sound" "没有问题"
mkdir -p own/record
cp "$forms"/record/*.ini own/record
sed 's/^column = .*/column = nix/; s/^\(\[field.name\]\)$/\1\ncolumn = nix/' "$forms/record/person.ini" >own/record/person.ini
run check-forms own
is "a column that is not there" 2 "own/record/person.ini:" "nix"
run check-forms own/record
is "the directory of the forms itself" 2 "own/record/person.ini:"
mkdir -p h/forms/record
printf '[form]\nkind = person\n[field.name]\ntype = blob\n' >h/forms/record/person.ini
run --home h check-forms
is "the unit's own form" 2 "h/forms/record/person.ini:"
run --home h list person
is "a bad form stops the register" 2 "h/forms/record/person.ini:"
rm -r h/forms

# A broken org.ini in a home is told with its line; the store can still be verified.
cp h/org.ini kept.ini
printf 'x\n' >>h/org.ini
run --home h list dept
is "a broken org.ini in the home" 2 "h/org.ini:"
run --home h verify
shows "verify does without it" "全部相符"
cp kept.ini h/org.ini

# The workbench wants a terminal that can place the cursor.
run --home h
is "no terminal" 2 "不是终端"
run --home h --lang en
is "no terminal, in English" 2 "no terminal"
for term in dumb nosuchterm ''; do
	status=0
	TERM=$term script -qec "'$DINGMI' --home h --data '$forms'" /dev/null >out 2>err </dev/null || status=$?
	tr -d '\r' <out >err
	is "TERM=$term" 2 "dingmi: "
done

# doctor
run --home h doctor
shows "doctor finds nothing" "[是] 库" "[是] 表单" "[是] 时钟" "权限 700"
chmod 755 h
run --home h doctor
holds "doctor: others may enter" test "$status" = 1 -a -n "$(grep '\[否\].*chmod 700 h' out)"
chmod 700 h
run --home nowhere doctor
holds "doctor: no home" test "$status" = 1 -a -n "$(grep '\[否\].*dingmi init nowhere --sample' out)"
TERM=dumb
run --home h doctor --lang en
holds "doctor: the terminal" test "$status" = 1 -a -n "$(grep '^\[no\] terminal: .*dumb' out)"
TERM=xterm
run --home h doctor --json
shows "doctor as JSON" '"ok":true'
finish
