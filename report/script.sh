# From here on nothing depends on the plan but the lists at the end.

mode=show      # or run
guarded=yes    # or no
given=         # by --dir
dir=           # of this run, with all answers, once it is there
made=0         # marks so far
under_way=     # the mark that is being made
finished=no

usage() {
	cat <<'USAGE'
usage: sh SCRIPT [--run] [--unguarded] [--dir DIR]

Without --run it only says what it would do.

  --run        do it: dump every server, check that the plan still holds, mark,
               dump again and verify; it stops at the first thing that fails
  --unguarded  go on where tickdiff is not on the PATH to check the plan
  --dir DIR    keep dumps, answers and log in this folder, which must not exist
USAGE
	if [ "$to_start" -gt 0 ]; then echo '  --wait SECONDS  how long a server may take to answer, or to end (300)'; fi
}

# say tells the operator, and the log once there is one.
say() {
	printf '%s\n' "$1"
	if [ -n "$dir" ]; then printf '%s\n' "$1" >>"$dir/log"; fi
}

stop() {
	say "stopped: $1"
	exit 1
}

# ended is the last thing that runs, whatever ended the script.
ended() {
	code=$1
	trap - EXIT
	if [ "$finished" = no ] && [ -n "$dir" ]; then
		say "$made of $total marks were made."
		if [ -n "$under_way" ]; then say "Mark $under_way was under way: whether it took effect is not known."; fi
		say "All answers are in $dir. To run this script again does no harm: it begins with new dumps."
	fi
	if [ "$to_start" -gt 0 ] && [ -d "$dir/started" ]; then finish; fi
	exit "$code"
}

# typed writes a command as it could be typed.
typed() {
	for word; do
		case $word in
		'' | [%=~]* | *[!A-Za-z0-9_./:@%+-]*) printf " '%s'" "$(printf '%s' "$word" | sed "s/'/'\\\\''/g")" ;;
		*) printf ' %s' "$word" ;;
		esac
	done
	printf '\n'
}

# shown writes a command where none is to be run.
shown() {
	if [ "$mode" != show ]; then return 1; fi
	printf ' '
	typed "$@"
}

# target dumps one server: NUMBER, words for it, command.
target() {
	number=$1 words=$2
	shift 2
	if shown "$@"; then return; fi
	file=$dir/$phase/$number
	say "dump $words"
	code=0
	"$@" >"$file.yaml" 2>"$file.err" </dev/null || code=$?
	if [ "$code" -ne 0 ]; then stop "no dump of $words (exit code $code), see $file.err"; fi
	if ! grep -q '^tock: [0-9]' "$file.yaml"; then stop "no dump of $words: no tock in $file.yaml"; fi
	if [ ! -s "$file.err" ]; then rm "$file.err"; fi
}

# mark makes one mark: NUMBER, words for it, command.
mark() {
	number=$1 words=$2
	shift 2
	say "mark $number of $total: $words"
	if shown "$@"; then return; fi
	file=$dir/marks/$number
	typed "$@" >>"$dir/log"
	under_way=$number
	code=0
	"$@" >"$file.yaml" 2>"$file.err" </dev/null || code=$?
	cat "$file.yaml" "$file.err" >>"$dir/log"
	if [ "$code" -ne 0 ]; then stop "mark $number failed (exit code $code), see $file.err"; fi
	if ! grep -q '^tock: [0-9]' "$file.yaml"; then stop "mark $number was not answered: no tock in $file.yaml"; fi
	under_way=
	made=$((made + 1))
}

dump_all() {
	phase=$1
	mkdir "$dir/$phase"
	targets
}

# can_guard stops where nobody could check the plan, unless that is wanted.
can_guard() {
	if [ "$guarded" = yes ] && ! command -v tickdiff >/dev/null; then stop "tickdiff is not on the PATH to check that the plan still holds; --unguarded goes on without"; fi
}

# guard goes on only if the plan was checked against the new dumps.
guard() {
	can_guard
	if ! command -v tickdiff >/dev/null; then
		say "not checked whether the plan still holds, as --unguarded says"
		return
	fi
	if tickdiff verify "$dir/plan.json" "$dir/before" >"$dir/already" 2>&1; then
		say "All of it is done already; nothing was marked."
		if [ "$to_start" -gt 0 ]; then saves; fi
		finished=yes
		exit 0
	fi
	code=0
	tickdiff verify --before "$dir/plan.json" "$dir/before" >"$dir/guard" 2>&1 || code=$?
	if [ "$code" -ne 0 ]; then
		cat "$dir/guard"
		stop "the plan does not hold any more (exit code $code): plan again, with the dumps in $dir/before"
	fi
	say "the plan still holds"
}

# check tells what became of it all; its exit code is the script's.
check() {
	finished=yes
	if ! command -v tickdiff >/dev/null; then
		say "$made of $total marks were made; not verified: tickdiff is not on the PATH. The new dumps are in $dir/after."
		return
	fi
	code=0
	tickdiff verify "$dir/plan.json" "$dir/before" "$dir/after" >"$dir/verified" 2>&1 || code=$?
	cat "$dir/verified"
	say "$made of $total marks were made; tickdiff verify ended with exit code $code. All answers are in $dir."
	exit "$code"
}

show() {
	say "$headline"
	if [ "$to_start" -gt 0 ]; then
		say "With --run, this script would start what does not answer, and wait until it does:"
		starts
		say "dump these servers into a new folder:"
	else
		say "With --run, this script would dump these servers into a new folder:"
	fi
	targets
	say "check there that the plan still holds, and then make these marks:"
	marks
	if [ "$to_start" -gt 0 ]; then
		say "dump the servers again to verify it, save what it started to new files in the folder, and end it:"
		saves
		say "Nothing was done."
	else
		say "and dump the servers again to verify it. Nothing was done."
	fi
}

run() {
	if ! command -v "$program" >/dev/null; then stop "$program is not on the PATH"; fi
	umask 077
	n=1
	while [ -e "$folder-$n" ]; do n=$((n + 1)); done
	mkdir "${given:=./$folder-$n}"
	dir=$given
	trap 'ended $?' EXIT
	trap 'exit 129' HUP
	trap 'exit 130' INT
	trap 'exit 143' TERM
	mkdir "$dir/marks"
	plan >"$dir/plan.json"
	say "$headline"
	if [ "$to_start" -gt 0 ]; then begin; fi
	dump_all before
	guard
	marks
	dump_all after
	if [ "$to_start" -gt 0 ]; then saves; fi
	check
}

main() {
	while [ $# -gt 0 ]; do
		case $1 in
		--run) mode=run ;;
		--unguarded) guarded=no ;;
		--dir)
			if [ $# -lt 2 ]; then
				usage >&2
				exit 2
			fi
			case $2 in /*) given=$2 ;; *) given=./$2 ;; esac
			shift
			;;
		--wait)
			if [ $# -lt 2 ] || [ "$to_start" -eq 0 ] || ! [ "$2" -gt 0 ] 2>/dev/null; then
				usage >&2
				exit 2
			fi
			wait_for "$2"
			shift
			;;
		-h | --help)
			usage
			exit 0
			;;
		*)
			usage >&2
			exit 2
			;;
		esac
		shift
	done
	"$mode"
}
