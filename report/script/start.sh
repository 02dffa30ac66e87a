# Servers that have to be started first, since only what runs can be marked. What
# they are started from does not hold their marks, so they are saved to new files.

unsaved=no     # or yes: a server could not be saved
mask=$(umask)  # of the operator, for the servers
full=          # the folder of this run, from the root of all folders
starting=      # the server that is being started

# start starts one: NUMBER, words for it, command. It takes no notice of a terminal
# that goes away, as its marks would go with it.
start() {
	number=$1 words=$2
	shift 2
	if shown "$@"; then return 0; fi
	say "start $words"
	log "$(command_line "$@")"
	room
	begun=${!:-} starting=$number
	(
		trap '' HUP INT QUIT
		trap - PIPE
		umask "$mask"
		exec "$@"
	) >"$dir/started/$number.log" 2>&1 </dev/null &
	printf '%s\n' "$!" >"$dir/started/$number.pid"
	starting=
}

# ask looks whether one answers, and whether it should: NUMBER, words for it, its name
# as servers print it, command.
ask() {
	number=$1 words=$2 node=$3
	shift 3
	file=$dir/started/$number
	waited=0
	case $stage in
	first)
		if answers_with_tock 10 "$@"; then
			must_be "$node"
			give_up "$words answers already; a script without --start marks it"
		fi
		;;
	started)
		begin_step "wait until $words answers"
		until answers_with_tock "$patience" "$@"; do
			if ! kill -0 "$(cat "$dir/started/$number.pid")" 2>/dev/null; then give_up "$words ended before it answered, see $file.log"; fi
			if [ "$waited" -ge "$patience" ]; then give_up "$words did not answer within $patience seconds, see $file.log and $file.err"; fi
		done
		must_be "$node"
		: >"$file.up"
		;;
	ended)
		if [ -e "$file.ended" ] && answers_with_tock 10 "$@" && is_of "$file.yaml" "$node"; then say "$words still answers, though the process that was started has ended: end it before it is started again."; fi
		;;
	esac
}

answers_with_tock() {
	most=$1
	shift
	answers "$most" "$dir/started/$number" "$@" && has_tock
}

# must_be gives up where another server answers, whose save would be taken for its own.
must_be() {
	if ! is_of "$file.yaml" "$1"; then give_up "where $words is to be reached, a server answers as: $(found_words)"; fi
}

# save has one write all it has: NUMBER, words for it, command but for the file. One
# that never answered has nothing new.
save() {
	number=$1 words=$2
	shift 2
	if shown "$@" FILE; then return 0; fi
	saved=$full/saved/$number.moat
	if [ ! -e "$dir/started/$number.up" ] || [ -e "$saved" ]; then return 0; fi
	begin_step "save $words"
	call "$dir/started/$number-save" "$@" "$saved"
	if [ "$code" -ne 0 ] || [ ! -s "$saved" ]; then
		unsaved=yes
		rm -f "$saved"
		say "$words was not saved to $saved (exit code $code), see $file.err. To have it saved by hand:"
		say " $(command_line "$@" FILE)"
	fi
}

save_started() {
	saves
	if [ "$unsaved" = yes ]; then give_up "not all servers that were started could be saved"; fi
}

# end_started ends one, and says how it is started from now on: NUMBER, words for it, command.
# One that could not be saved runs on: with it, all that was written to it would go.
end_started() {
	number=$1 words=$2
	shift 2
	file=$dir/started/$number
	saved=$full/saved/$number.moat
	if [ ! -e "$file.pid" ]; then return 0; fi
	pid=$(cat "$file.pid")
	if [ -e "$file.up" ] && [ ! -s "$saved" ] && kill -0 "$pid" 2>/dev/null; then
		say "$words still runs, as it could not be saved: have it saved, and then end process $pid. Ended before that, it loses its marks and all that was written to it since it was started."
		return 0
	fi
	waited=0
	if kill "$pid" 2>/dev/null; then say "end $words (process $pid)"; fi
	while kill -0 "$pid" 2>/dev/null; do
		if [ "$waited" -ge "$patience" ]; then
			say "$words did not end within $patience seconds: process $pid still runs."
			return 0
		fi
		pause
	done
	: >"$file.ended"
	if [ -s "$saved" ]; then
		say "Keep the file that $words was started from under another name, put $saved in its place, and start $words as always:"
		say " $(command_line "$@")"
	else
		say "$words never answered, and was not saved: no marks were made on it."
	fi
}

begin() {
	mkdir "$dir/started" "$dir/saved"
	full=$(cd "$dir" && pwd)
	can_guard
	stage=first
	asks
	starts
	stage=started
	asks
}

# finish saves and ends what was started, whatever ended the script.
finish() {
	if [ -n "$starting" ] && [ "${!:-}" != "$begun" ]; then printf '%s\n' "$!" >"$dir/started/$starting.pid"; fi
	saves
	ends
	stage=ended
	asks
}
