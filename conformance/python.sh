# How the scripts here and in bench/ come by the Python environments of this folder,
# which is $here. To be sourced.
# shellcheck shell=sh
here=${here:?}
pyenv=${PYENV_ROOT:-$HOME/.pyenv}/versions

# runs PYTHON LEAST BELOW: it runs, and is at least the one, below the other. A name
# on PATH may be a stub that does not run, so each is tried.
runs() {
	"$1" -c "import sys; sys.exit(not ($2) <= sys.version_info < ($3))" 2>/dev/null
}

# find_python LEAST BELOW NAME...: the first that will do.
find_python() {
	least=$1 below=$2
	shift 2
	for candidate; do
		if runs "$candidate" "$least" "$below"; then
			printf '%s\n' "$candidate"
			return
		fi
	done
	return 1
}

# The pins contradict what some packages say they need (see README.md), so they
# are installed as they stand. A finished environment is kept and used again as long
# as the pins are the same.
environment() {
	python=$1 env=$2 pins=$3
	if cmp -s "$pins" "$env/installed.txt"; then return; fi
	printf 'making %s with %s\n' "$env" "$python" >&2
	rm -rf "$env"
	"$python" -m venv "$env" &&
		"$env/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps -r "$pins" &&
		cp "$pins" "$env/installed.txt"
}

# family NAME LEAST BELOW PYTHON...: an environment with it.
family() {
	name=$1 least=$2 below=$3
	shift 3
	if ! python=$(find_python "$least" "$below" "$@"); then
		echo "SKIPPED: $name needs a Python from $least to below $below, and none was found that runs"
		return 1
	elif ! environment "$python" "$here/.venv/$name" "$here/requirements-$name.txt"; then
		echo "SKIPPED: $name could not be installed"
		return 1
	fi
}

# family_of_moat: what MoaT-KV runs on.
family_of_moat() {
	family moat 3,12 4,0 python3.13 python3.12 python3 "$pyenv"/3.1[2-9]*/bin/python
}
