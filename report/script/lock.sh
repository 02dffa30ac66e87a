# target does with one server what is due: NUMBER, words for it, its name as servers
# print it, command.
target() { "$due" "$@"; }

to_all() {
	due=$1
	targets
}

# Two scripts must not be at work on one server. A script holds a lock for each: a
# folder that is named by the command that reaches the server.

taken=     # locks that another script holds
taken_of=  # servers that they are for
holder=    # what that script says of itself

lock_all() {
	to_all lock
	if [ -z "$taken" ]; then return 0; fi
	give_up "another script is at work on$taken_of ($holder). If it does not run any more, remove what it left: rm -r$taken"
}

lock() {
	words=$2
	shift 3
	key=$(printf '%s\n' "$@" | cksum | tr ' \t' '--')
	lock=${TMPDIR:-/tmp}/tickdiff-$key.lock
	if why=$(mkdir "$lock" 2>&1); then
		locks="$locks $key"
		printf 'process %s, begun in %s\n' "$$" "$(pwd)" >"$lock/script"
	elif [ -d "$lock" ]; then
		taken="$taken$(typed "$lock")" taken_of="$taken_of${taken_of:+,} $words"
		holder=$(cat "$lock/script" 2>/dev/null) || holder='it does not say which'
	else
		give_up "no lock can be made for $words: $why"
	fi
}

unlock() {
	for key in $locks; do rm -rf "${TMPDIR:-/tmp}/tickdiff-$key.lock"; done
	locks=
}
