# The rounds of a collection: every server is asked at once, each for so long, and only
# when all have answered or were given up, once more.

id=        # of this collection
round=     # the one that is on
at_once=8  # how many servers are asked at a time
rest=5     # seconds between the rounds, by --rest
silent=no  # or yes: a server did not answer
stop=      # a file that ends all asking, once it is there

now() { date -u +%Y-%m-%dT%H:%M:%SZ; }

# pause lets no time be left once the script was told to end.
pause() {
	sleep 1
	waited=$((waited + 1))
	if [ -e "$stop" ]; then waited=$((waited + patience)); fi
}

head_lines() {
	printf '# tickdiff collection %s\n# round %s\n# server %s\n# asked %s\n' "$id" "$round" "$quoted" "$asked"
}

# all_asked waits until all have answered, or were given up. mksh would end at once where
# waiting ends in a failure, as it does when a signal comes.
all_asked() { wait || :; }

# begin_asking asks one server beside the script: NUMBER, words for it, its name as
# servers print it, command.
begin_asking() {
	ask "$@" &
	running=$((running + 1))
	if [ "$running" -ge "$at_once" ]; then
		all_asked
		running=0
	fi
}

# ask leaves one file of the server's dump, or of its silence, and one with what is to be
# said.
ask() {
	about "$1"
	node=$3
	shift 3
	named=$dir/$base.$round
	asked=$(now)
	waited=0
	if ! answers "$patience" "$named" "$@"; then
		no_answer "$(ended_words)"
	elif ! has_tock; then
		no_answer "what came is no dump, see $base.$round.err"
		cat "$named.yaml" >>"$named.err" 2>/dev/null || :
	elif ! { head_lines && printf '# answered %s\n' "$(now)" && cat "$named.yaml"; } >"$named.whole" 2>/dev/null; then
		told 'its dump could not be written'
		rm -f "$named.whole" "$named.yaml"
		return 0
	elif is_of "$named.yaml" "$node"; then
		told 'answered'
	else
		told "ANOTHER SERVER answered, as: $(found_words)"
	fi
	if ! mv "$named.whole" "$named.yaml" 2>/dev/null; then
		rm -f "$named.yaml"
		return 0
	fi
	if [ ! -s "$named.err" ]; then rm -f "$named.err"; fi
}

# no_answer makes the file of a server that did not answer, and why.
no_answer() {
	{ head_lines && printf '# no answer: %s\n' "$1"; } >"$named.whole" 2>/dev/null || rm -f "$named.whole"
	told "DID NOT ANSWER: $1"
}

# told keeps what is to be said of the answer. Without room for it, half an answer must
# still be removed.
told() { printf '%s\n' "$1" 2>/dev/null >"$named.words" || :; }

ended_words() {
	if [ "$waited" -ge "$patience" ] && [ "$code" -gt 128 ]; then
		printf 'not within %s seconds' "$patience"
	else
		printf 'exit code %s' "$code"
	fi
}

# say_asked says what came of asking one.
say_asked() {
	about "$1"
	file=$dir/$base.$round
	if [ -s "$file.words" ]; then
		said=$(cat "$file.words")
	else
		said='its dump could not be written'
	fi
	rm -f "$file.words"
	if [ "$said" != answered ]; then silent=yes; fi
	if [ -e "$file.err" ]; then said="$said (see $file.err)"; fi
	say "  $2: $said"
}

ask_all() {
	round=$1 running=0
	room
	begin_step "round $round"
	to_all begin_asking
	all_asked
	to_all say_asked
}

# say_missing prints the command for a server whose last answer is lacking.
say_missing() {
	words=$2
	about "$1"
	shift 3
	if has_dump "$dir/$base.1.yaml" && has_dump "$dir/$base.2.yaml"; then return 0; fi
	say "Where $words can be reached, run this, and put the file into $dir:"
	if [ -n "$instead" ]; then
		say "  $instead"
	else
		say " $(typed "$@") > $base.yaml"
	fi
}

has_dump() { grep -q '^# answered ' "$1" 2>/dev/null; }

count_dumps() {
	about "$1"
	total=$((total + 1))
	if has_dump "$dir/$base.1.yaml" && has_dump "$dir/$base.2.yaml"; then made=$((made + 1)); fi
}

# back_up has one server write all it has into a new file on its own machine: NUMBER,
# words for it, command but for the file.
back_up() {
	about "$1"
	words=$2
	shift 2
	saved=$saves"tickdiff-$stamp-$base.moat"
	begin_step "save $words, on its own machine, as $saved"
	waited=0
	if ! answers "$patience" "$dir/$base.save" "$@" "$saved"; then
		silent=yes
		say "  $words was not saved: $(ended_words), see $file.err"
	else
		rm -f "$file.err"
	fi
	rm -f "$file.yaml"
}

usage() {
	cat <<'USAGE'
usage: sh SCRIPT [--into CASE] [--wait SECONDS] [--rest SECONDS] [--saves DIR]

Dumps all servers twice, into a new folder of a case. It changes nothing on any server.
A server that does not answer is recorded, and stops nothing.

  --into CASE     the folder of the case; it is made if it is not there
  --wait SECONDS  how long a server may take to answer (60)
  --rest SECONDS  how long to wait between the two rounds (5)
  --saves DIR     where servers save to on their own machines, if they are to save
USAGE
}

ended() {
	ending=$1
	trap - EXIT
	trap '' INT TERM
	leaving=yes
	if [ -n "$caught" ]; then say "stopped: the script was told to end ($caught)"; fi
	if [ -n "$dir" ]; then
		if [ -n "$caught" ]; then : >"$stop"; fi
		all_asked
		rm -f "$dir/reserve" "$dir/probe" "$dir"/*.words "$stop"
	fi
	unlock
	exit "$ending"
}

# new_folder makes a folder for this collection that nobody else has.
new_folder() {
	if [ ! -d "$into" ] && ! mkdir "$into"; then exit 1; fi
	n=1
	while [ -e "$into/collection-$n" ] || ! mkdir "$into/collection-$n"; do
		if [ ! -e "$into/collection-$n" ]; then exit 1; fi
		n=$((n + 1))
	done
	dir=$into/collection-$n
	stop=$dir/stop
}

run() {
	if ! command -v "$program" >/dev/null; then give_up "$program is not on the PATH"; fi
	trap 'ended $?' EXIT
	trap '' PIPE HUP
	trap 'caught=INT; exit 130' INT
	trap 'caught=TERM; exit 143' TERM
	lock_all
	umask 077
	id=$(od -An -v -tx1 -N8 /dev/urandom | tr -d ' \n')
	stamp=$(date -u +%Y%m%dT%H%M%SZ)-$$
	: "${into:=./case-$stamp}"
	new_folder
	reserve 2>/dev/null || room
	say "$headline: collection $id, in $dir"
	ask_all 1
	begin_step 'wait a moment'
	sleep "$rest"
	ask_all 2
	backups
	total=0
	to_all count_dumps
	if [ ! -e "$into/case.yaml" ]; then (set -C && case_yaml >"$into/case.yaml") || room; fi
	if [ "$silent" = yes ]; then to_all say_missing; fi
	unnamed
	say "$made of $total servers answered in both rounds. Next: tickdiff plan$(typed "$into")"
	if [ "$made" -eq 0 ]; then exit 1; fi
}

# seconds takes the value of an option that is a number above 0.
seconds() {
	case ${1:-} in '' | *[!0-9]* | 0 | ??????*) wrong ;; esac
}

main() {
	mode=run patience=60
	while [ $# -gt 0 ]; do
		case $1 in
		-h | --help)
			usage
			exit 0
			;;
		--into | --saves | --wait | --rest) if [ -z "${2:-}" ]; then wrong; fi ;;
		*) wrong ;;
		esac
		case $1 in
		--into) case $2 in /*) into=$2 ;; *) into=./$2 ;; esac ;;
		--saves) saves=$2/ ;;
		--wait)
			seconds "$2"
			patience=$2
			;;
		--rest)
			seconds "$2"
			rest=$2
			;;
		esac
		shift 2
	done
	run
}
