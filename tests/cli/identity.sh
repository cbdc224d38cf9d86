# Whose store it is, and who acts in it.
. "${top_srcdir:?}/tests/cli/lib.sh"

run init h --org "$forms/sample/org.ini"
shows "a home" h
printf '姓名,登录名\n某甲,%s\n' mojia >one.csv
run --home h import person one.csv
is "nobody acts: say who" 2 "--as"
for who in anbao 示例安保 "$(run --home h list person --where 'login=anbao' --json; sed 's/.*"no":"\([^"]*\)".*/\1/' out)"; do
	run --home h --as "$who" --readonly list person
	shows "--as $who" "示例安保"
done
run --home h --as nobody list person
is "--as nobody" 2 "--as" "nobody"
run --home h --as anbao import person one.csv
shows "the security administrator enters the first person" "1 条"
printf '姓名\n示例安保\n' >twin.csv
run --home h --as anbao import person twin.csv
run --home h --as 示例安保 list person
is "two of one name" 2 "工号"

# A service store: the process is the account's, the person is whom sudo names.
nobody=$(id -u nobody 2>/dev/null || echo 65534)
SUDO_UID=$nobody
export SUDO_UID
run --home h list person
is "sudo: nobody of that login on the staff" 2 "没有登录名 nobody"
run --home h --as anbao list person
is "sudo: --as is refused" 2 "--as" "nobody"
run --home h --service --as anbao list person
is "sudo: --service does not bring it back" 2 "--as"
run --home h --today 2026-03-02 list person
is "sudo: --today is refused" 2 "--today"
for uid in '' x -1 99999999999; do
	SUDO_UID=$uid
	run --home h --as anbao list person
	is "SUDO_UID '$uid' is nobody, not no sudo" 2 "--as"
done
SUDO_UID=$nobody
run --home h verify
shows "verify needs no person" "全部相符"
run --home h generate person 1
is "no fiction in a service store" 2
unset SUDO_UID

# sshd's ForceCommand names the person; the client cannot.
SSH_CONNECTION="192.0.2.7 5022 192.0.2.1 22"
export SSH_CONNECTION
printf '姓名\n某乙\n' >two.csv
run --home h --service --as anbao import person two.csv
shows "--service --as LOGIN" "1 条"
run --home h --service --as 示例系统 list person
is "--service takes a login, no name" 2 "没有登录名 示例系统"
run --home h --service --today 2026-03-02 --as anbao list person
is "--service: --today is refused" 2 "--today"
if command -v sqlite3 >/dev/null 2>&1; then
	said=$(sqlite3 h/dingmi.db "SELECT origin || '|' || role FROM journal WHERE kind = 'person' ORDER BY seq DESC LIMIT 1")
	status=0
	: >out
	echo "$said" >err
	is "the journal says from where" 0 "ssh 192.0.2.7" "secadm"
fi
SSH_CONNECTION='$(evil) 1 2 3'
printf '姓名\n某丙\n' >three.csv
run --home h --as anbao import person three.csv
shows "an address that is none is left out" "1 条"
unset SSH_CONNECTION

if [ "$(id -u)" -eq 0 ]; then
	chown "$nobody" h
	run --home h --as anbao list person
	is "root is not the owner: no --as" 2 "--as"
	chown 0 h
fi
finish
