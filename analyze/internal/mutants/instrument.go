package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// rules are the functions that decide on missing ticks, on what the operator settles and
// on what became of marks; and the tables that they go by.
var rules = []string{
	"judge.leave", "judge.leaveAny", "judge.refuse", "judge.aboveOrigin", "judge.silent", "judge.uncounted", "judge.presentOnce",
	"judge.notHeard", "judge.originSilent", "judge.markAs", "Those", "View.AllAsked", "View.AskedBefore", "judge.goneBefore",
	"State.Contradicts", "State.Tells", "State.DeletedSince", "State.AnswersDeleted",
	"outdates", "Server.Told", "Replica.UnheardBy", "Replica.Came", "Replica.SaysNodes", "Replica.fromPlain",
	"Server.Untold", "Server.lastWhole",
	"Falls", "TockFell", "MayHave", "forgets", "heldIn", "Server.findForgotten", "Server.findWentBack", "Server.OwnLatest",
	"View.Together", "View.findCollection", "View.contradicted", "View.roundBefore", "Server.inRoundBefore", "Server.answered",
	"View.askedWith", "View.collectedLater", "collectedEarlier", "Server.Reversed", "View.Moved", "roundsSoFar.against", "roundsSoFar.add",
	"View.ServersKnown", "View.livedOn", "View.isPhantom", "Older",
	"Settlement.about", "Plan.completed", "Plan.settleable", "Settlement.proven",
	"stepJudge.decide", "stepJudge.living", "stepJudge.stillMissing", "verifier.missing",
}

// mutant is one condition, changed, or one entry of a table, dropped.
type mutant struct {
	id   string // its number, and what is done to it
	name string // FUNCTION: CONDITION: dropped or negated
}

// switchSource is what the instrumented conditions and tables call. Dropped is what makes
// the condition say nothing: true among those that all must hold, false among others.
const switchSource = `package %s

import (
	"os"
	"strconv"
)

var theMutant = os.Getenv("MUTANT")

func mutate(n int, dropped, value bool) bool {
	if theMutant == "" {
		return value
	}
	switch theMutant {
	case strconv.Itoa(n) + "-dropped":
		return dropped
	case strconv.Itoa(n) + "-negated":
		return !value
	}
	return value
}

func without[E any](first int, entries []E) []E {
	for i := range entries {
		if theMutant == strconv.Itoa(first+i)+"-dropped" {
			return append(entries[:i:i], entries[i+1:]...)
		}
	}
	return entries
}
`

// instrument writes the rules below source with switches in their conditions to dir, and
// an overlay for the compiler that puts them in the place of the originals.
func instrument(source, dir string) ([]mutant, string, error) {
	x := &instrumenter{fset: token.NewFileSet(), dir: dir, replace: map[string]string{}, missed: slices.Clone(rules)}
	err := filepath.WalkDir(source, func(path string, _ fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
			return err
		}
		return x.file(path)
	})
	if err != nil {
		return nil, "", err
	}
	if len(x.missed) > 0 {
		return nil, "", fmt.Errorf("%s lacks %v", source, x.missed)
	}
	overlay, err := json.Marshal(map[string]any{"Replace": x.replace})
	if err != nil {
		return nil, "", err
	}
	path := filepath.Join(dir, "overlay.json")
	return x.mutants, path, os.WriteFile(path, overlay, 0o600)
}

type instrumenter struct {
	fset    *token.FileSet
	dir     string
	replace map[string]string // of the overlay: original, instrumented
	missed  []string          // rules not found yet
	within  string            // the function or table at hand
	mutants []mutant
	n       int
}

// write puts a text into the place of a file, once.
func (x *instrumenter) write(path string, text []byte) error {
	original, err := filepath.Abs(path)
	if err != nil || x.replace[original] != "" {
		return err
	}
	x.replace[original] = filepath.Join(x.dir, fmt.Sprintf("%d.go", len(x.replace)))
	return os.WriteFile(x.replace[original], text, 0o600)
}

// file instruments the functions and tables of one file, if it has any, and adds the
// switches to its package.
func (x *instrumenter) file(path string) error {
	f, err := parser.ParseFile(x.fset, path, nil, 0)
	if err != nil {
		return err
	}
	before := len(x.missed)
	for _, decl := range f.Decls {
		switch decl := decl.(type) {
		case *ast.FuncDecl:
			if x.take(methodName(decl)) {
				x.within = decl.Name.Name
				x.statements(decl.Body)
			}
		case *ast.GenDecl:
			if name, table := tableIn(decl); x.take(name) {
				x.within = name
				x.table(table)
			}
		}
	}
	if len(x.missed) == before {
		return nil
	}
	var b bytes.Buffer
	if err := format.Node(&b, x.fset, f); err != nil {
		return err
	}
	if err := x.write(path, b.Bytes()); err != nil {
		return err
	}
	return x.write(filepath.Join(filepath.Dir(path), "mutate.go"), fmt.Appendf(nil, switchSource, f.Name))
}

// take reports whether a name is one of the rules, which is then found.
func (x *instrumenter) take(name string) bool {
	i := slices.Index(x.missed, name)
	if i >= 0 {
		x.missed = slices.Delete(x.missed, i, i+1)
	}
	return i >= 0
}

// methodName is TYPE.NAME of a method, and the name of any other function.
func methodName(f *ast.FuncDecl) string {
	if f.Recv == nil {
		return f.Name.Name
	}
	of := f.Recv.List[0].Type
	if pointer, ok := of.(*ast.StarExpr); ok {
		of = pointer.X
	}
	if name, ok := of.(*ast.Ident); ok {
		return name.Name + "." + f.Name.Name
	}
	return ""
}

// tableIn is a variable that is declared alone, as a literal.
func tableIn(decl *ast.GenDecl) (name string, table *ast.CompositeLit) {
	if len(decl.Specs) != 1 {
		return "", nil
	}
	spec, ok := decl.Specs[0].(*ast.ValueSpec)
	if !ok || len(spec.Values) != 1 {
		return "", nil
	}
	table, ok = spec.Values[0].(*ast.CompositeLit)
	if !ok {
		return "", nil
	}
	return spec.Names[0].Name, table
}

// table puts switches around the lists of a table, a mutant for each entry of them.
func (x *instrumenter) table(table *ast.CompositeLit) {
	for _, e := range table.Elts {
		row := e.(*ast.KeyValueExpr)
		list := row.Value.(*ast.CompositeLit)
		list.Type = table.Type.(*ast.MapType).Value
		first := x.n + 1
		for _, entry := range list.Elts {
			x.n++
			x.mutants = append(x.mutants, mutant{fmt.Sprintf("%d-dropped", x.n), fmt.Sprintf("%s: %s in %s: dropped", x.within, x.text(entry), x.text(row.Key))})
		}
		row.Value = &ast.CallExpr{Fun: ast.NewIdent("without"), Args: []ast.Expr{&ast.BasicLit{Kind: token.INT, Value: fmt.Sprint(first)}, list}}
	}
}

// statements puts switches into every condition of a function.
func (x *instrumenter) statements(body *ast.BlockStmt) {
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.IfStmt:
			n.Cond = x.condition(n.Cond, false)
		case *ast.CaseClause:
			for i, e := range n.List {
				if isBool(e) {
					n.List[i] = x.condition(e, false)
				}
			}
		case *ast.ReturnStmt:
			for i, e := range n.Results {
				if isBool(e) {
					n.Results[i] = x.condition(e, false)
				}
			}
		case *ast.AssignStmt:
			for i, e := range n.Rhs {
				if isBool(e) {
					n.Rhs[i] = x.condition(e, false)
				}
			}
		}
		return true
	})
}

// isBool reports whether an expression is a condition by its form.
func isBool(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.ParenExpr:
		return isBool(e.X)
	case *ast.UnaryExpr:
		return e.Op == token.NOT
	case *ast.BinaryExpr:
		return slices.Contains([]token.Token{token.LAND, token.LOR, token.EQL, token.NEQ, token.LSS, token.LEQ, token.GTR, token.GEQ}, e.Op)
	}
	return false
}

// condition puts a switch around each part of a condition that is joined by && or ||.
func (x *instrumenter) condition(e ast.Expr, all bool) ast.Expr {
	switch b := e.(type) {
	case *ast.ParenExpr:
		b.X = x.condition(b.X, all)
		return b
	case *ast.BinaryExpr:
		if b.Op == token.LAND || b.Op == token.LOR {
			b.X, b.Y = x.condition(b.X, b.Op == token.LAND), x.condition(b.Y, b.Op == token.LAND)
			return b
		}
	}
	x.n++
	for _, kind := range []string{"dropped", "negated"} {
		x.mutants = append(x.mutants, mutant{fmt.Sprintf("%d-%s", x.n, kind), fmt.Sprintf("%s: %s: %s", x.within, x.text(e), kind)})
	}
	return &ast.CallExpr{Fun: ast.NewIdent("mutate"), Args: []ast.Expr{
		&ast.BasicLit{Kind: token.INT, Value: fmt.Sprint(x.n)}, ast.NewIdent(fmt.Sprint(all)), e}}
}

func (x *instrumenter) text(e ast.Expr) string {
	var b bytes.Buffer
	if err := format.Node(&b, x.fset, e); err != nil {
		return err.Error()
	}
	return string(bytes.Join(bytes.Fields(b.Bytes()), []byte(" ")))
}
