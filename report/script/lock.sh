# Two scripts must not be at work on one server. A script holds a lock for each: a
# folder that is named by the command that reaches the server.

lock() {
	words=$2
	shift 3
	key=$(printf '%s\n' "$@" | cksum | tr ' \t' '--')
	lock=${TMPDIR:-/tmp}/tickdiff-$key.lock
	if why=$(mkdir "$lock" 2>&1); then
		locks="$locks $key"
		printf 'process %s, begun in %s\n' "$$" "$(pwd)" >"$lock/script"
		return 0
	fi
	if [ ! -d "$lock" ]; then give_up "no lock can be made for $words: $why"; fi
	holder=$(cat "$lock/script" 2>/dev/null) || holder='it does not say which'
	give_up "another repair script is at work on $words ($holder). If it does not run any more, remove what it left: rm -r$(typed "$lock")"
}

unlock() {
	for key in $locks; do rm -rf "${TMPDIR:-/tmp}/tickdiff-$key.lock"; done
	locks=
}
