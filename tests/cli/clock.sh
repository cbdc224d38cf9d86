# clock: the clock against the journal, and who explains that it went back.
. "${top_srcdir:?}/tests/cli/lib.sh"

run --today 2026-03-02 init s --sample
run --home s --today 2026-03-02 clock
shows "the clock is not before the journal" "2026-03-02" "不早于最后一条日志"
run --home s --today 2026-03-02 --as chenlixin clock 没有倒退
is "nothing to explain" 2 "无须说明"
run --home s --today 2026-02-01 clock
holds "it went back: exit 1" test "$status" = 1
holds "and what that means" grep -q '说明原因以前什么都写不进去' out
holds "deadlines lie ahead again" grep -q '期限有[0-9]*项又在以后' out
run --home s --today 2026-02-01 --as wuyutong clock 电池换过
is "not everybody explains it" 2 "时钟倒退由" "系统管理员"
run --home s --today 2026-02-01 --as chenlixin clock ' '
is "nor without a reason" 2 "请写明原因"
run --home s --today 2026-02-01 --readonly --as chenlixin clock 电池换过
is "nor read-only" 2 "只读"
run --home s --today 2026-02-01 --as chenlixin clock 电池换过，此前走快一个月
shows "the office does" "已经说明"
run --home s --today 2026-02-01 clock
shows "and it stays explained" "已经说明"
run --home s --today 2026-02-01 verify
shows "the journal is whole" "全部相符"
run --home s --lang en --today 2026-01-01 clock
holds "back once more, in English" grep -q 'the clock went back' out

finish
