# Entries that are made equal, one after the other. An entry is left alone unless each
# server that had it has it still, with the last change that it had, and the others have
# none still.

place=.   # where the folder of a run is made
fresh=no  # or yes: the entry at hand is as it was
left=0    # entries left alone
number=   # of the entry at hand
words=    # for it

# entry begins with an entry: NUMBER, words for it.
entry() {
	number=$1 words=$2 looks=0 fresh=yes
	say "entry $number of $total: $words"
}

# last_in prints the last change in the chain of an entry: its origin as it stands
# there, and its tick.
last_in() {
	sed -n '/^chain:$/,/^[^ ]/{
		s/^  node: *//p
		s/^  tick: *//p
	}' "$1" | tr '\n' ' '
}

# look_at asks one more server of the entry at hand: command.
look_at() {
	looks=$((looks + 1))
	step="look at entry $number on $where"
	call "$dir/looks/$number-$looks" "$@"
}

# look holds a server's entry to its last change: words for the server, its origin as
# servers print it, tick, command.
look() {
	where=$1 origin=$2 tick=$3
	shift 3
	if shown "$@"; then return 0; fi
	if [ "$fresh" = no ]; then return 0; fi
	look_at "$@"
	if [ "$code" -ne 0 ]; then
		not_fresh "$where has not that change any more, or does not answer (exit code $code), see $file.err"
		return 0
	fi
	found=$(last_in "$file.yaml")
	case $found in
	"$origin $tick " | "'$origin' $tick ") ;;
	*) not_fresh "on $where its last change is another one, see $file.yaml" ;;
	esac
}

# absent holds that a server still has no such entry: words for the server, command. It
# prints nothing then.
absent() {
	where=$1
	shift
	if shown "$@"; then return 0; fi
	if [ "$fresh" = no ]; then return 0; fi
	look_at "$@"
	if [ "$code" -ne 0 ]; then
		not_fresh "$where does not answer (exit code $code), see $file.err"
	elif [ -s "$file.yaml" ]; then
		not_fresh "$where has such an entry by now, see $file.yaml"
	fi
}

not_fresh() {
	room
	fresh=no left=$((left + 1))
	say "left alone: $1"
}

# write makes the entry equal.
write() {
	if shown "$@"; then return 0; fi
	if [ "$fresh" = no ]; then return 0; fi
	log "$(typed "$@")"
	room
	under_way=$number
	call "$dir/writes/$number" "$@"
	under_way=
	if [ "$code" -ne 0 ]; then
		not_fresh "it was refused (exit code $code), see $file.err"
		return 0
	fi
	made=$((made + 1))
}

usage() {
	cat <<'USAGE'
usage: sh SCRIPT [--run] [--dir DIR] [--saves DIR]

Without --run it only says what it would do.

With --run:
  1. It dumps all servers. Each must answer by the name that is meant.
  2. It has each server save all it has, in a new file on its own machine.
  3. It looks at each entry on all servers. Where the last change is not the one in
     the saves, or a server has the entry that had none, it leaves the entry alone.
     Else the server that is right writes it again.
To run it again does no harm: what was made equal has other last changes.

  --run        do it
  --dir DIR    keep answers and log in this folder, which must not exist
  --saves DIR  have servers save into this folder of their machines, which must
               exist there; else they save into the folder they work in
USAGE
}

ended() {
	ending=$1
	trap - EXIT
	trap '' HUP INT TERM
	leaving=yes
	if [ -n "$caught" ]; then say "stopped: the script was told to end ($caught)"; fi
	if [ "$calling" = yes ] && [ "${!:-}" != "$begun" ]; then
		calling=no waited=0
		if [ -n "$under_way" ]; then let_end 30; else let_end 0; fi
	fi
	if [ -n "$under_way" ]; then say "Entry $under_way was under way: whether it was written is not known."; fi
	if [ -n "$dir" ]; then
		say "$made of $total entries were written, $left left alone. All answers are in $dir."
		rm -f "$dir/reserve" "$dir/probe"
	fi
	unlock
	exit "$ending"
}

show() {
	say "$headline"
	say "With --run, this script would dump these servers into a new folder:"
	to_all show_dump
	say "check there that each is the server meant, have each save all it has to a new file on its own machine:"
	backups
	say "and then look at each entry, and write it on one server:"
	entries
	say "Nothing was done."
}

run() {
	begin_run
	if ! mkdir "$dir/backups" "$dir/looks" "$dir/writes"; then
		room
		exit 1
	fi
	dump_all before
	backups
	entries
	say "Wait a minute, have all servers save in full again, and run tickdiff heal with the new files."
	if [ "$left" -gt 0 ]; then exit 1; fi
}

own_option() { wrong; }
