package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
)

// Call is one line of what is asked.
type Call struct {
	Address, Endpoint, RootDomain, SecretId, SecretKey string
	Service, Version, Action, Method, Signing, Language string
	UnsignedPayload                                     bool
	Parameters                                          json.RawMessage
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 16*1024*1024)
	for lines.Scan() {
		var call Call
		if err := json.Unmarshal(lines.Bytes(), &call); err != nil {
			panic(err)
		}
		fmt.Println(told(answerTo(call)))
	}
}

func told(answer string, err error) string {
	if err != nil {
		code, message, requestId := codeOf(err)
		text, _ := json.Marshal(map[string]string{"code": code, "message": message, "requestId": requestId})
		return string(text)
	}
	var whole struct{ Response json.RawMessage }
	if err := json.Unmarshal([]byte(answer), &whole); err != nil {
		panic(err)
	}
	text, _ := json.Marshal(map[string]json.RawMessage{"response": whole.Response})
	return string(text)
}
