package report

import "tickdiff/analyze/moatcmd"

const MaxPastedLine = moatcmd.MaxPastedLine

func Shell(arg string) string         { return moatcmd.Shell(arg) }
func Pasted(arg string) string        { return moatcmd.Pasted(arg) }
func PastedLine(argv []string) string { return moatcmd.PastedLine(argv) }
func ScriptLine(argv []string) string { return moatcmd.ScriptLine(argv) }
