# drill: the list, proof of files, results, replay. What happens in a run is tested in its own room.
. "${top_srcdir:?}/tests/cli/lib.sh"

run --today 2026-07-15 init s --sample
shows "a sample" "已建立 s"
run --home s --as luoxingchen drill
shows "the list" "DR01" "考试试题定密" "未做"
run --home s --as luoxingchen drill list --json
holds "as JSON" test "$(grep -c '^{"id":".*"best":null.*}$' out)" = "$(ls "$forms"/drill/*.ini | wc -l)"
run --home s --lang en drill list
shows "in English" "not done" "Examination papers"
run --home s --as zhujianmin drill table
shows "results, none yet" "person,drill,title"
run --home s --as luoxingchen drill replay DR01-20260715-1
is "no such run" 2 "DR01-20260715-1"
sed 's/DR01-20260715-1/DR01-20260715-2/' err >none
mkdir -p s/drill/DR01-20260715-2
printf '0\tstart\tscenario=DR01\tperson=1\n' >s/drill/DR01-20260715-2/log
run --home s --as luoxingchen drill replay DR01-20260715-2
is "nor one of somebody else" 2 "培训员"
holds "and whether there is one is not told" cmp -s err none
run --home s --as zhujianmin drill replay DR01-20260715-3
is "to the trainer it is" 2 "没有名为"
run --home s --as zhujianmin drill replay DR01-20260715-2
is "who may see any" 2 "DR01-20260715-2/scenario.ini"
rm -r s/drill
run --home s --as luoxingchen drill replay ../s
is "no way out of the directory of runs" 2 "../s"
run --home s --as luoxingchen drill replay
is "which run?" 2 "drill replay"
run --home s --as luoxingchen drill DR00
is "no such drill" 2 "DR00"
run --home s --as luoxingchen drill DR01
is "one of them wants a terminal" 2
run --home s --as luoxingchen drill DR01 DR02
is "one at a time" 2 "drill"

run drill check "$forms/drill/DR06.ini" "$forms/drill/DR01.ini"
shows "scenarios are proved" "DR06 没有问题" "DR01 没有问题"
sed 's/^refused = R042$/refused = R046/' "$forms/drill/DR06.ini" >blind.ini
run drill check "$forms/drill/DR01.ini" blind.ini
is "an error that is not recognised" 1 "blind.ini:" "认不出"
sed 's/^decisive = yes$/decisiv = yes/' "$forms/drill/DR06.ini" >typo.ini
run drill check typo.ini
is "a wrong key, with its line" 1 "typo.ini:" "decisive"
# Files of the question bank, by what they hold; each among the others.
run drill check "$forms"/exam/period.ini "$forms"/exam/blueprint.ini
shows "topics and blueprints are proved" "period 没有问题：14题" "crp 没有问题：定密责任人考试，30题"
sed -e 's/^rule = R063$/rule = R999/' -e 's/^answer = 3$/answer = 9/' "$forms/exam/period.ini" >period.ini
run drill check period.ini "$forms/exam/duty.ini"
is "faults of a topic, each with its line" 1 "period.ini:56: " "period.ini:59: 规则表里没有“R999”"
holds "and the sound one is named" grep -q '^duty 没有问题' out
sed '/^\[q.P03\]/,$d' "$forms/exam/period.ini" >period.ini
run drill check period.ini
is "a topic with too few for the blueprints" 1 "exam/blueprint.ini:4: 组卷方案“crp”要“period”4题"
printf '[bank]\ntitle = 新\ntitle.en = New\n[q.P01]\nkind = true\ntext = 问\ntext.en = Q\nanswer = yes\nexplain = 因\nexplain.en = W\nrule = R046\n' >new.ini
run drill check new.ini
is "a number that another topic has" 1 "new.ini:4: 题号“P01”已经用过"
sed -e 's/^draw.period = 4$/draw.nosuch = 4/' -e 's/^drills = DR05,DR09$/drills = DR05,DR77/' "$forms/exam/blueprint.ini" >plans.ini
run --lang en drill check plans.ini
is "faults of a blueprint" 1 "plans.ini:8: draw.nosuch" "plans.ini:34: there is no drill DR77"
run drill check none.ini
is "no such file" 2 "none.ini"
run drill check
is "which file?" 2 "drill check"

# A proof that was killed leaves its directories to the next one, which removes them; not those of one at
# work. Each is stopped at a moment when it has some.
mkdir tmp
dirs()
{
	(cd tmp && ls -d .drill-* 2>/dev/null)
}
prove()
{
	TMPDIR=$PWD/tmp "$DINGMI" --data "$forms" drill check "$forms"/drill/DR0?.ini >/dev/null 2>&1 &
	pid=$!
	while kill -STOP "$pid" && dirs >now && [ "$(wc -l <now)" -le "$1" ]; do
		kill -CONT "$pid"
	done
}
prove 0
working=$pid
cp now alive
prove "$(wc -l <alive)"
kill -KILL "$pid"
wait "$pid" 2>/dev/null
TMPDIR=$PWD/tmp
export TMPDIR
run drill check "$forms/drill/DR06.ini"
dirs >after
holds "what a killed program left is gone, what another works in is not" cmp -s alive after
kill -KILL "$working"
wait "$working" 2>/dev/null
run drill check "$forms/drill/DR06.ini"
holds "nothing is left" test -z "$(dirs)"

# The unit's own scenario goes before the shipped one of the same name.
mkdir -p s/forms/drill
sed 's/^title = .*/title = 本单位的题/' "$forms/drill/DR06.ini" >s/forms/drill/DR06.ini
cp typo.ini s/forms/drill/DR99.ini
run --home s drill list
is "one that cannot be read is named" 1 "DR99.ini"
holds "and the others listed" grep -q '本单位的题' out
finish
