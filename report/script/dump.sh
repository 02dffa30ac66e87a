# Dumps of many servers, each held against the server that is meant.

given=        # the folder of this run, by --dir
under_way=    # what is being changed
strangers=no  # or yes: a server answered in place of another

show_dump() {
	shift 3
	shown "$@" || :
}

dump() {
	number=$1 words=$2 node=$3
	shift 3
	begin_step "dump $words"
	call "$dir/$phase/$number" "$@"
	must_answer "no dump of $words" "no dump of $words"
	if ! is_of "$file.yaml" "$node"; then
		strangers=yes
		say "asked for $words, a server answered as: $(found_words) (see $file.yaml)"
	fi
}

# dump_all dumps all servers into a folder, and goes on only if each is the one that
# is meant.
dump_all() {
	phase=$1
	room
	mkdir "$dir/$phase"
	to_all dump
	if [ "$strangers" = yes ]; then give_up "not every server is where the plan has it; say with --at where they are, and plan again"; fi
}

pause() {
	sleep 1
	waited=$((waited + 1))
}
