# can_guard stops where nobody could check the plan, unless that is wanted.
can_guard() {
	if [ "$guarded" = yes ] && ! command -v tickdiff >/dev/null; then give_up "tickdiff is not on the PATH to check that the plan still holds; --unguarded goes on without"; fi
}

# guard goes on only if the plan was checked against the new dumps.
guard() {
	can_guard
	if ! command -v tickdiff >/dev/null; then
		say "not checked whether the plan still holds, as --unguarded says"
		return 0
	fi
	room
	if tickdiff verify "$dir/plan.json" "$dir/before" >"$dir/already" 2>&1; then
		say "All of it is done already; nothing was marked."
		if [ "$to_start" -gt 0 ]; then save_started; fi
		finished=yes
		exit 0
	fi
	room
	code=0
	tickdiff verify --before "$dir/plan.json" "$dir/before" >"$dir/guard" 2>&1 || code=$?
	if [ "$code" -ne 0 ]; then
		room
		say_file "$dir/guard"
		give_up "the plan does not hold any more (exit code $code): plan again, with the dumps in $dir/before"
	fi
	say "the plan still holds"
}

# check tells what became of it all; its exit code is the script's.
check() {
	if ! command -v tickdiff >/dev/null; then
		say "$made of $total marks were made; not verified: tickdiff is not on the PATH. The new dumps are in $dir/after."
		finished=yes
		rest
		return 0
	fi
	room
	code=0
	tickdiff verify "$dir/plan.json" "$dir/before" "$dir/after" >"$dir/verified" 2>&1 || code=$?
	if ! [ -s "$dir/verified" ]; then room; fi
	say_file "$dir/verified"
	say "$made of $total marks were made; tickdiff verify ended with exit code $code. All answers are in $dir."
	finished=yes
	rest
	exit "$code"
}
