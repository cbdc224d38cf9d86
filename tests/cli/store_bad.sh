# Stores that cannot be used: another program's, a newer one, damaged, read-only, full, held.
. "${top_srcdir:?}/tests/cli/lib.sh"
command -v sqlite3 >/dev/null 2>&1 || { echo "1..0 # SKIP no sqlite3"; exit 0; }

run init h --org "$forms/sample/org.ini"
shows "a store to begin with" h
cp -r h good
# again: h as it was
again()
{
	rm -rf h
	cp -r good h
}

printf '姓名\n某甲\n' >one.csv
try()
{
	run --home h --as anbao import person one.csv
	is "$1: refused" 2 "$2" "dingmi.db"
	run --home h verify
	[ -n "${3:-}" ] || is "$1: verify says so too" 2 "$2"
	run --home h
	is "$1: the workbench too" 2
}

rm h/dingmi.db*
sqlite3 h/dingmi.db 'CREATE TABLE t(x); INSERT INTO t VALUES (1);'
cp h/dingmi.db before
try "another program's database" "别的程序"
holds "it was not touched" cmp -s h/dingmi.db before
again
printf 'this is no database, it is a letter of some length\n%.0s' 1 2 3 4 5 6 7 8 9 >h/dingmi.db
rm -f h/dingmi.db-*
cp h/dingmi.db before
try "not a database" "不是 dingmi 的库"
holds "it was not touched" cmp -s h/dingmi.db before
again
: >h/dingmi.db
try "an empty file" "空的"
again
sqlite3 h/dingmi.db 'PRAGMA user_version = 99;' >/dev/null
try "a newer version" "99"
again
# Zeroes over the pages in the middle.
sqlite3 h/dingmi.db 'PRAGMA wal_checkpoint(TRUNCATE);' >/dev/null
rm -f h/dingmi.db-*
dd if=/dev/zero of=h/dingmi.db bs=4096 seek=3 count=400 conv=notrunc 2>/dev/null
run --home h --as anbao import person one.csv
is "damaged: refused" 2 "dingmi: "
run --home h verify
holds "damaged: verify says so" test "$status" -ne 0
again
rm h/dingmi.db*
mkdir h/dingmi.db
run --home h list dept
is "a directory in its place" 2 "目录"
again

# Tampered with: verify names the record.
sqlite3 h/dingmi.db "UPDATE dept SET name = '别的' WHERE id = 2;"
run --home h verify
holds "a changed record" test "$status" = 1 -a -n "$(grep 'dept' out)"
again
sqlite3 h/dingmi.db "DROP TRIGGER journal_keep; UPDATE journal SET login = 'mallory' WHERE seq = 3;"
run --home h verify
holds "a changed journal row" test "$status" = 1
run --home h verify --json
holds "as JSON" test "$status" = 1 -a "$(sqlite3 :memory: "SELECT json_valid(readfile('out'))")" = 1
again

# Read-only.
run --home h --readonly --as anbao import person one.csv
is "--readonly" 2 "只读"
run --home h --readonly list dept
shows "--readonly reads" "部门"
if [ "$(id -u)" -ne 0 ]; then
	chmod 500 h
	run --home h --as anbao import person one.csv
	is "a directory that may not be written" 2 "--readonly"
	chmod 700 h
fi

# A full disk, as far as a limit on file sizes is one: nothing half written.
i=0
echo '工号,姓名,备注' >many.csv
while [ $i -lt 3000 ]; do
	i=$((i + 1))
	echo "K-$i,某人$i,一段备注一段备注一段备注一段备注一段备注一段备注一段备注" >>many.csv
done
status=0
(
	trap '' XFSZ
	ulimit -f 1200
	exec "$DINGMI" --data "$forms" --home h --as anbao import person many.csv
) >out 2>err </dev/null || status=$?
is "a full disk" 2 "磁盘已满"
run --home h verify
shows "and nothing is half written" "全部相符"
run --home h list person
holds "no row came in" test "$(grep -c 'K-' out)" = 0

# Held by another process for longer than the wait.
if command -v flock >/dev/null 2>&1; then
	mkfifo hold ready
	flock h/dingmi.db.lock sh -c 'echo held >ready; cat hold >/dev/null' &
	read -r _ <ready
	run --home h --as anbao import person one.csv
	is "held by another process" 2 "占住" "dingmi.db.lock"
	run --home h list dept
	shows "reading goes on meanwhile" "部门"
	: >hold
	wait
	run --home h --as anbao import person one.csv
	shows "and afterwards it goes" "1 条"
fi
finish
