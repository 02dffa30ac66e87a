# From here on nothing depends on the plan but the lists at the end.

mode=show     # or run
saves=        # by --saves, with a slash at its end
dir=          # of this run, with its log and all answers, once it is there
patience=300  # seconds, by --wait
leaving=no    # or yes: on the way out
locks=        # those taken, in this order
calling=no    # or yes: the process begun last is asking a server
step=         # what it is asked
made=0        # marks so far
instead=      # what is shown of a command that is not to be pasted
caught=       # the signal that ended the script

# tell writes to the terminal. One that has gone, or is full, stops nothing.
tell() { (printf '%s\n' "$1") 2>/dev/null || :; }

# say tells the log, once there is one, and then the operator.
say() {
	log "$1"
	tell "$1"
}

# begin_step says what is done next.
begin_step() {
	step=$1
	say "$step"
}

# say_file does the same with a file.
say_file() {
	if ! cat "$1" >>"$dir/log" 2>/dev/null; then room; fi
	cat "$1" 2>/dev/null || :
}

append() { (printf '%s\n' "$1" >>"$dir/log") 2>/dev/null; }

# log writes to the log. Where that fails, the reserve makes room for the last words.
log() {
	if [ -z "$dir" ] || append "$1"; then return 0; fi
	if [ "$leaving" = no ]; then
		room
		give_up "the log cannot be written: $dir/log"
	fi
	rm -f "$dir/reserve"
	append "$1" || :
}

reserve() { printf '%65536s\n' '' >"$dir/reserve"; }

# room gives up where the folder of this run takes no more.
room() {
	if (printf '%4096s' '' >"$dir/probe") 2>/dev/null && true >"$dir/probe"; then return 0; fi
	if [ "$leaving" = yes ]; then return 0; fi
	why=$( (printf '%4096s' '' 2>/dev/null | cat >"$dir/probe") 2>&1) || :
	rm -f "$dir/probe" "$dir/reserve"
	give_up "nothing more can be written to $dir: ${why:-it was full}"
}

give_up() {
	leaving=yes
	say "stopped: $1"
	exit 1
}

# wrong is for options that the script does not know.
wrong() {
	usage >&2
	exit 2
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

# command_line writes a command, or what stands in its place.
command_line() {
	if [ -n "$instead" ]; then
		printf ' %s\n' "$instead"
	else
		typed "$@"
	fi
}

# shown writes a command where none is to be run.
shown() {
	if [ "$mode" != show ]; then return 1; fi
	printf ' '
	command_line "$@"
}
