package main

// commands is every subcommand, in the order of the help.
func commands() []*command {
	return []*command{
		planCommand(),
		reportCommand(),
		showCommand(),
		predictCommand(),
		verifyCommand(),
		diffCommand(),
		explainCommand(),
		entriesCommand(),
		redactCommand(),
		completionCommand(),
		versionCommand(),
		helpCommand(),
	}
}

func commandNames() []string {
	var names []string
	for _, c := range commands() {
		names = append(names, c.name)
	}
	return names
}
