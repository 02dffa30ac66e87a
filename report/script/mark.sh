# ask_gone looks whether a server answers that is said to be gone: NUMBER, words for
# it, its name as servers print it, command.
ask_gone() {
	number=$1 words=$2 node=$3
	shift 3
	if shown "$@"; then return 0; fi
	begin_step "ask $words, which is said to be gone"
	room
	waited=0
	if ! answers 30 "$dir/gone/$number" "$@"; then
		say "$words does not answer (exit code $code, see $file.err)"
	elif is_of "$file.yaml" "$node"; then
		give_up "$words is said to be gone, and answers: plan again with its dump, $file.yaml"
	elif [ -z "$found" ]; then
		give_up "$words is said to be gone, and something answers there that is no dump, see $file.yaml"
	else
		say "$words does not answer: its address is now that of $(found_words)"
	fi
}

# mark makes one mark: NUMBER, words for it, the server's name as servers print it,
# command.
mark() {
	number=$1 words=$2 node=$3
	shift 3
	say "mark $number of $total: $words"
	if shown "$@"; then return 0; fi
	log "$(command_line "$@")"
	room
	under_way=$number
	call "$dir/marks/$number" "$@"
	log_answer
	must_answer "mark $number failed" "mark $number was not answered"
	under_way=
	if ! is_of "$file.yaml" "$node"; then give_up "mark $number was made on another server, which answered as: $(found_words)"; fi
	made=$((made + 1))
}

log_answer() {
	for answer in "$file.yaml" "$file.err"; do
		if [ -s "$answer" ] && ! cat "$answer" >>"$dir/log" 2>/dev/null; then room; fi
	done
}

# last_mark tells what became of the mark that was being made when the script was
# told to end.
last_mark() {
	if [ "$code" -eq 0 ] && has_tock && is_of "$file.yaml" "$node"; then
		log_answer
		made=$((made + 1))
		say "Mark $under_way was under way, and was answered."
		under_way=
	fi
}
