guarded=yes  # or no
finished=no

usage() {
	cat <<'USAGE'
usage: sh SCRIPT [--run] [--unguarded] [--dir DIR] [--saves DIR]

Without --run it only says what it would do.

With --run it goes on only while all is as it should be:
  1. It asks each server that is said to be gone. If one answers, it stops.
  2. It dumps all servers. Each must answer by the name that is meant.
  3. It has tickdiff check that the plan still holds.
  4. It has each server save all it has, in a new file on its own machine.
  5. It makes the marks. Each must be answered by the server that is meant.
  6. It dumps the servers again, and has tickdiff verify what came of it.
Its log says what was done, and what was under way if it was told to end. To run
it again does no harm.

  --run        do it
  --unguarded  go on where tickdiff is not on the PATH to check the plan
  --dir DIR    keep dumps, answers and log in this folder, which must not exist
  --saves DIR  have servers save into this folder of their machines, which must
               exist there; else they save into the folder they work in
USAGE
	if [ "$to_start" -gt 0 ]; then echo '  --wait SECONDS  how long a server may take to answer, or to end (300)'; fi
}

# ended is the last thing that runs, whatever ended the script.
ended() {
	ending=$1
	trap - EXIT
	trap '' HUP INT TERM
	leaving=yes
	if [ -n "$caught" ]; then say "stopped: the script was told to end ($caught)"; fi
	if [ "$calling" = yes ]; then last_call; fi
	if [ "$finished" = no ] && [ -n "$dir" ]; then
		say "$made of $total marks were made."
		if [ -n "$under_way" ]; then say "Mark $under_way was under way: whether it took effect is not known."; fi
		say "All answers are in $dir. To run this script again does no harm: it begins with new dumps."
	fi
	if [ "$to_start" -gt 0 ] && [ -d "$dir/started" ]; then finish; fi
	if [ -n "$dir" ]; then rm -f "$dir/reserve" "$dir/probe"; fi
	unlock
	exit "$ending"
}

# last_call lets a mark finish, and ends whatever else is being asked.
last_call() {
	calling=no
	if [ "${!:-}" = "$begun" ]; then return 0; fi
	waited=0
	if [ -z "$under_way" ]; then
		let_end 0
		say "Under way was: $step."
	else
		let_end 30
		last_mark
	fi
}

show() {
	say "$headline"
	if [ "$of_gone" -gt 0 ]; then
		say "With --run, this script would first ask these servers, and stop if one answers, since they are said to be gone:"
		gones
	fi
	if [ "$to_start" -gt 0 ]; then
		say "With --run, this script would start what does not answer, and wait until it does:"
		starts
		say "dump these servers into a new folder:"
	else
		say "With --run, this script would dump these servers into a new folder:"
	fi
	to_all show_dump
	say "check there that each is the server meant, and that the plan still holds, have each save all it has to a new file on its own machine:"
	backups
	say "and then make these marks:"
	marks
	if [ "$to_start" -gt 0 ]; then
		say "dump the servers again to verify it, save what it started to new files in the folder, and end it:"
		saves
		say "Nothing was done."
	else
		say "and dump the servers again to verify it. Nothing was done."
	fi
}

run() {
	begin_run
	if ! mkdir "$dir/gone" "$dir/backups" "$dir/marks" || ! plan >"$dir/plan.json"; then
		room
		exit 1
	fi
	gones
	if [ "$to_start" -gt 0 ]; then begin; fi
	dump_all before
	guard
	backups
	marks
	dump_all after
	if [ "$to_start" -gt 0 ]; then save_started; fi
	check
}

own_option() {
	case $1 in
	--unguarded) guarded=no ;;
	--wait)
		if [ $# -lt 2 ] || [ "$to_start" -eq 0 ] || ! [ "$2" -gt 0 ] 2>/dev/null; then wrong; fi
		patience=$2 used=2
		;;
	*) wrong ;;
	esac
}
