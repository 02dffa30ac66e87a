# Servers that have to be started first, since only what runs can be marked. What
# they are started from does not hold their marks, so they are saved to new files.

patience=300   # by --wait
unsaved=no     # or yes: marks would be lost with the server that has them
mask=$(umask)  # of the operator, for the servers
full=          # the folder of this run, from the root of all folders

wait_for() { patience=$1; }

# start starts one: NUMBER, words for it, command.
start() {
	number=$1 words=$2
	shift 2
	if shown "$@"; then return; fi
	say "start $words"
	typed "$@" >>"$dir/log"
	(
		umask "$mask"
		exec "$@"
	) >"$dir/started/$number.log" 2>&1 </dev/null &
	printf '%s\n' "$!" >"$dir/started/$number.pid"
}

# ask looks whether one answers, and whether it should: NUMBER, words for it, command.
ask() {
	number=$1 words=$2
	shift 2
	file=$dir/started/$number
	waited=0
	case $stage in
	first)
		if answers 10 "$@"; then stop "$words answers already; a script without --start marks it"; fi
		;;
	started)
		say "wait until $words answers"
		until answers "$patience" "$@"; do
			if ! kill -0 "$(cat "$file.pid")" 2>/dev/null; then stop "$words ended before it answered, see $file.log"; fi
			if [ "$waited" -ge "$patience" ]; then stop "$words did not answer within $patience seconds, see $file.log and $file.err"; fi
		done
		;;
	ended)
		if [ -e "$file.ended" ] && answers 10 "$@"; then say "$words still answers, though the process that was started has ended: end it before it is started again."; fi
		;;
	esac
}

# answers asks once, and lets go when all in all so many SECONDS have passed.
answers() {
	most=$1
	shift
	(exec "$@") >"$file.yaml" 2>"$file.err" </dev/null &
	asking=$!
	pause
	while kill -0 "$asking" 2>/dev/null; do
		if [ "$waited" -ge "$most" ]; then
			kill "$asking" 2>/dev/null || :
			break
		fi
		pause
	done
	wait "$asking" 2>/dev/null && grep -q '^tock: [0-9]' "$file.yaml"
}

pause() {
	sleep 1
	waited=$((waited + 1))
}

# save has one write its state: NUMBER, words for it, command but for the file.
save() {
	number=$1 words=$2
	shift 2
	if shown "$@" FILE; then return; fi
	saved=$full/saved/$number.moat
	say "save $words"
	code=0
	"$@" "$saved" >"$dir/started/$number.save" 2>&1 </dev/null || code=$?
	if [ "$code" -ne 0 ] || [ ! -s "$saved" ]; then
		unsaved=yes
		say "to have $words saved by hand:"
		say " $(typed "$@" FILE)"
		stop "$words was not saved to $saved (exit code $code), see $dir/started/$number.save"
	fi
}

# end ends one, and says how it is started from now on: NUMBER, words for it, command.
end() {
	number=$1 words=$2
	shift 2
	file=$dir/started/$number
	saved=$full/saved/$number.moat
	if [ ! -e "$file.pid" ]; then return; fi
	pid=$(cat "$file.pid")
	if [ "$unsaved" = yes ] && [ ! -s "$saved" ]; then
		say "$words still runs, since its marks stand in no file: have it saved, then end process $pid."
		return
	fi
	waited=0
	if kill "$pid" 2>/dev/null; then say "end $words (process $pid)"; fi
	while kill -0 "$pid" 2>/dev/null; do
		if [ "$waited" -ge "$patience" ]; then
			say "$words did not end within $patience seconds: process $pid still runs."
			return
		fi
		pause
	done
	: >"$file.ended"
	if [ -s "$saved" ]; then
		say "Put $saved in the place of the file that $words was started from, and start it as always:"
		say " $(typed "$@")"
	else
		say "No marks on $words were saved."
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

finish() {
	ends
	stage=ended
	asks
}
