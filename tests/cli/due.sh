# due: what is owed, by whom, by when, by which rule; and the sweep before it.
. "${top_srcdir:?}/tests/cli/lib.sh"

# A home in the past, so that no day of this test lies ahead of the clock.
run --today 2021-03-02 init s --sample
shows "the sample of an earlier year" "已建立 s"
cp -r s looked
run --home s --today 2021-03-02 due
shows "what is owed" "期限" "剩余" "规则" "责任人" "R043 本单位规定" "R100 法定" "开始2021年度的审核"
for queue in 审核批准： 审核在保密期限内的事项： 参与一览表：; do
	holds "a queue of 条例15: $queue" grep -q "$queue" out
done
holds "days are told in words" grep -q '还有[0-9]*天' out
holds "and what is overdue" grep -q '逾期[0-9]*天' out
n=$(wc -l <out)
run --home s --today 2021-03-02 due --days 0
holds "within no days: less" test "$status" = 0 -a "$(wc -l <out)" -lt "$n"
holds "nothing still to come" test "$(grep -c '还有' out)" = 0
run --home s --today 2021-03-02 due --days 3650
holds "within ten years: more" test "$status" = 0 -a "$(wc -l <out)" -gt "$n"
run --home s --today 2021-03-02 due --json
holds "as JSON" test "$status" = 0 -a -s out -a "$(grep -vc '^{"due":.*"rule":.*"owner":.*}$' out)" = 0
run --home s --today 2021-03-02 --lang en due
shows "in English" "due" "left" "owner" "unit"
run --home s due --days x
is "no number" 2 "--days x"
run --home s due --days -1
is "no negative one" 2 "--days"
run --home s list person --days 3
is "--days belongs to due" 2 "--days"
run --home s due now
is "no argument" 2 "due"

# Two years later: periods have run out, terms have ended; every change has its journal row.
before=$(run --home s --as zhaominzhi --today 2021-03-02 list matter --where state=in_force --json && wc -l <out)
run --home looked --readonly --today 2023-03-02 due
is "read only: nothing is swept" 0
run --home looked --as zhaominzhi --today 2021-03-03 list matter --where state=in_force --json
holds "and all is in force" test "$(wc -l <out)" = "$before"
run --home s --today 2023-03-02 due
is "the sweep says what it did" 0 "到期自动办理" "自行解密" "合格证过期"
run --home s --as zhaominzhi --today 2023-03-02 list matter --where state=in_force --json
holds "matters were released" test "$(wc -l <out)" -lt "$before"
run --home s --today 2023-03-02 verify
shows "the journal holds it" "全部相符"
run --home s --today 2023-03-02 due
holds "once is enough" test "$status" = 0 -a "$(grep -c '到期自动办理' err)" = 0
finish
