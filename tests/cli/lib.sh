# Shared by the tests of the verbs: a scratch directory, runs, and TAP.
set -u
: "${top_srcdir:?run me through make check, or set top_srcdir and DINGMI}" "${DINGMI:?}"
scratch=$(mktemp -d) || exit 99
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 99
unset SUDO_UID SSH_CONNECTION XDG_DATA_HOME POSIXLY_CORRECT
HOME=$scratch/user
LC_ALL=C.UTF-8
TERM=xterm
export HOME LC_ALL TERM
forms=$top_srcdir/forms
cases=0
bad=0

# run ARG…: dingmi with the forms of the source; its status, out and err are kept.
run()
{
	status=0
	"$DINGMI" --data "$forms" "$@" >out 2>err </dev/null || status=$?
}

verdict()
{
	cases=$((cases + 1))
	if [ "$1" = ok ]; then
		echo "ok - $2"
	else
		bad=1
		echo "not ok - $2"
		echo "# status $status; expected: ${3:-}"
		sed 's/^/# out: /' out | head -n 20
		sed 's/^/# err: /' err | head -n 20
	fi
}

# is NAME STATUS [TEXT…]: the status, and each TEXT stands in what was said on standard error.
is()
{
	name=$1 want=$2
	shift 2
	if [ "$status" -ne "$want" ]; then
		verdict bad "$name" "status $want"
		return
	fi
	for text; do
		if ! grep -qF -e "$text" err; then
			verdict bad "$name" "on standard error: $text"
			return
		fi
	done
	verdict ok "$name"
}

# shows NAME TEXT…: status 0, and each TEXT stands in the output.
shows()
{
	name=$1
	shift
	if [ "$status" -ne 0 ]; then
		verdict bad "$name" "status 0"
		return
	fi
	for text; do
		if ! grep -qF -e "$text" out; then
			verdict bad "$name" "in the output: $text"
			return
		fi
	done
	verdict ok "$name"
}

# holds NAME COMMAND…: the command succeeds.
holds()
{
	name=$1
	shift
	if "$@"; then
		verdict ok "$name"
	else
		verdict bad "$name" "$*"
	fi
}

finish()
{
	echo "1..$cases"
	exit "$bad"
}
