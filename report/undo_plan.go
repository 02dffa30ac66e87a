package report

import (
	"bytes"
	"encoding/json"

	"tickdiff/analyze/plan"
	"tickdiff/analyze/redact"
)

// UndoPlan reads a saved plan for redacted dumps and gives it its real names. The
// plan is made again from its steps, so its commands are for those names; its id
// is another one, since names are evidence.
func UndoPlan(text []byte, key redact.Key) (*plan.Plan, error) {
	if _, err := ReadPlan(text); err != nil {
		return nil, err
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var v any
	if err := decoder.Decode(&v); err != nil {
		panic("report: a plan that was read is no JSON: " + err.Error())
	}
	named, err := json.Marshal(namedValue(v, key.Names()))
	if err != nil {
		panic("report: JSON that was read cannot be written: " + err.Error())
	}
	var wire planWire
	if err := json.Unmarshal(named, &wire); err != nil {
		return nil, misfit(err)
	}
	return wire.restored()
}

// namedValue replaces every string that is a placeholder, keys of objects too.
func namedValue(v any, names map[string]string) any {
	switch v := v.(type) {
	case string:
		if name, ok := names[v]; ok {
			return name
		}
	case []any:
		for i := range v {
			v[i] = namedValue(v[i], names)
		}
	case map[string]any:
		out := make(map[string]any, len(v))
		for key, value := range v {
			if name, ok := names[key]; ok {
				key = name
			}
			out[key] = namedValue(value, names)
		}
		return out
	}
	return v
}
