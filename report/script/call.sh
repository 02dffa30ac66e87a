# beside begins a command that runs beside the script, which can be told to end
# meanwhile. It takes no notice of a terminal that goes away.
beside() {
	begun=${!:-} calling=yes
	(
		trap '' HUP INT QUIT
		exec "$@"
	) >"$file.yaml" 2>"$file.err" </dev/null &
}

# call asks a server: FILE, command. The answer is in FILE.yaml then, errors are in
# FILE.err, and code is how it ended.
call() {
	file=$1
	shift
	room
	beside "$@"
	if [ "$leaving" = yes ]; then
		waited=0
		let_end "$patience"
	else
		code=0
		wait "$!" || code=$?
	fi
	calling=no
}

# must_answer gives up if the last call failed, or was not answered: words for either.
must_answer() {
	if [ "$code" -ne 0 ]; then
		room
		give_up "$1 (exit code $code), see $file.err"
	fi
	if ! has_tock; then
		room
		give_up "$2: no tock in $file.yaml"
	fi
}

# has_tock reports whether the answer is that of a server.
has_tock() { grep -q '^tock: [0-9]' "$file.yaml"; }

# answers asks once: SECONDS, FILE, command. It lets go when all in all so many
# seconds have passed.
answers() {
	most=$1 file=$2
	shift 2
	beside "$@"
	pause
	let_end "$most"
	calling=no
	[ "$code" -eq 0 ]
}

# let_end waits for the process begun last, and ends it once so many SECONDS have
# passed since waited was 0.
let_end() {
	while kill -0 "$!" 2>/dev/null; do
		if [ "$waited" -ge "$(($1 + 5))" ]; then
			kill -9 "$!" 2>/dev/null || :
		elif [ "$waited" -ge "$1" ]; then
			kill "$!" 2>/dev/null || :
		fi
		pause
	done
	code=0
	wait "$!" 2>/dev/null || code=$?
}

# node_in prints which server an answer is of, as it stands there, on one line.
node_in() {
	sed -n '/^node: /{
		s/^node: *//
		:more
		$!{
			N
			/\n[^ ]/!{
				s/\n */ /
				b more
			}
			s/\n.*//
		}
		p
		q
	}' "$1"
}

# is_of reports whether an answer is of a server: FILE, its name as servers print it.
# Old servers quote more names.
is_of() {
	found=$(node_in "$1")
	[ -n "$found" ] && { [ "$found" = "$2" ] || [ "$found" = "'$2'" ]; }
}

# found_words names the server that is_of found, fit for a terminal.
found_words() {
	if [ -z "$found" ]; then
		printf 'no name'
	else
		printf '%s' "$found" | LC_ALL=C tr -c ' -~' '?'
	fi
}
