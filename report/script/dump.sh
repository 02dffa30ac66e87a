# What scripts that change servers have in common: dumps of all of them, each held against
# the server that is meant, their saves, the folder of a run, and options.

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

# back_up has one server write all it has, internal entries too, into a new file on
# its own machine: NUMBER, words for it, command but for the file.
back_up() {
	number=$1 words=$2
	shift 2
	if shown "$@" FILE; then return 0; fi
	saved=$saves$folder-$stamp-$number.moat
	begin_step "save $words, on its own machine, as $saved"
	call "$dir/backups/$number" "$@" "$saved"
	if [ "$code" -ne 0 ]; then
		room
		give_up "$words was not saved (exit code $code), see $file.err; --saves names a folder that servers can write to"
	fi
}

# begin_run makes the folder of this run: in $place, if that is there.
begin_run() {
	if ! command -v "$program" >/dev/null; then give_up "$program is not on the PATH"; fi
	trap 'ended $?' EXIT
	trap '' PIPE
	trap 'caught=HUP; exit 129' HUP
	trap 'caught=INT; exit 130' INT
	trap 'caught=TERM; exit 143' TERM
	lock_all
	umask 077
	n=1
	if [ ! -d "$place" ]; then place=.; fi
	while [ -e "$place/$folder-$n" ]; do n=$((n + 1)); done
	mkdir "${given:=$place/$folder-$n}"
	dir=$given
	stamp=$(date -u +%Y%m%dT%H%M%SZ)-$$
	reserve 2>/dev/null || room
	say "$headline"
}

# main takes the options that these scripts have in common. own_option takes another one,
# and says in $used how many words that were.
main() {
	while [ $# -gt 0 ]; do
		used=1
		case $1 in
		--run) mode=run ;;
		--dir)
			if [ $# -lt 2 ]; then wrong; fi
			case $2 in /*) given=$2 ;; *) given=./$2 ;; esac
			used=2
			;;
		--saves)
			case ${2:-} in '' | -*) wrong ;; esac
			saves=$2/ used=2
			;;
		-h | --help)
			usage
			exit 0
			;;
		*) own_option "$@" ;;
		esac
		shift "$used"
	done
	"$mode"
}
