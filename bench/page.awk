# Makes Markdown of the targets and of what Go benchmarks report:
#
#     awk -f bench/page.awk bench/targets RESULTS

FNR == 1 { files++ }

files == 1 && /^[^#]/ { target[++targets] = $0 }

files == 2 && /^Benchmark/ && NF > 2 {
	name = substr($1, 10)
	sub(/-[0-9]+$/, "", name) # the number of processors
	units = values = ""
	for (i = 3; i < NF; i += 2)
		if ($(i + 1) != "ns/op" || $i != 0) {
			units = units " | " $(i + 1)
			values = values " | " $i
			value[name, $(i + 1)] = $i
		}
	group = name
	sub(/\/.*/, "", group)
	if (!((group, units) in rows)) {
		title[++tables] = group
		header[tables] = units
	}
	rows[group, units] = rows[group, units] "| " name values " |\n"
}

# met says which bound holds.
function met(got, must, aim, atLeast) {
	if (atLeast ? got >= aim : got <= aim) return "yes, and its aim"
	if (atLeast ? got >= must : got <= must) return "yes"
	return "**NO**"
}

function row(line,    f, n, got, must) {
	n = split(line, f, "\t")
	printf "| %s | %s | %s | %s | ", f[1], f[2], f[3], f[4]
	if (!((f[5], f[6]) in value) || n > 6 && value[f[7], f[6]] + 0 == 0) {
		print "not measured | |"
		return
	}
	got = value[f[5], f[6]] / (n > 6 ? value[f[7], f[6]] : 1)
	must = f[3]
	sub(/^at [a-z]* /, "", must)
	printf "%.3g | %s |\n", got, met(got, must + 0, f[4] + 0, f[3] ~ /least/)
}

function rule(columns) { while (columns-- > 0) printf "| --- "; print "|" }

END {
	print "Targets:\n\n| # | what | must | aim | measured | met |"
	rule(6)
	for (i = 1; i <= targets; i++) row(target[i])
	for (i = 1; i <= tables; i++) {
		printf "\n%s:\n\n| benchmark%s |\n", title[i], header[i]
		rule(split(header[i], ignored, "|"))
		printf "%s", rows[title[i], header[i]]
	}
}
