// The official Go SDK's client for any action, asked line by line: a call comes as one line of JSON, what the client made of it goes
// back as one.
package main

import (
	"context"
	"encoding/json"
	"net"
	"net/http"

	"github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common"
	"github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common/errors"
	tchttp "github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common/http"
	"github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common/profile"
)

func answerTo(call Call) (string, error) {
	cpf := profile.NewClientProfile()
	cpf.HttpProfile.Scheme = "HTTP"
	if call.RootDomain != "" {
		cpf.HttpProfile.RootDomain = call.RootDomain
	} else {
		cpf.HttpProfile.Endpoint = call.Endpoint
	}
	if call.Method != "" {
		cpf.HttpProfile.ReqMethod = call.Method
	}
	if call.Signing != "" {
		cpf.SignMethod = call.Signing
	}
	if call.Language != "" {
		cpf.Language = call.Language
	}
	cpf.UnsignedPayload = call.UnsignedPayload
	client := common.NewCommonClient(common.NewCredential(call.SecretId, call.SecretKey), "", cpf)
	client.WithHttpTransport(transport(call))
	request := tchttp.NewCommonRequest(call.Service, call.Version, call.Action)
	if err := request.SetActionParameters(string(call.Parameters)); err != nil {
		return "", err
	}
	response := tchttp.NewCommonResponse()
	if err := client.Send(request, response); err != nil {
		return "", err
	}
	var whole struct{ Response json.RawMessage }
	if err := json.Unmarshal(response.GetBody(), &whole); err != nil {
		return "", err
	}
	return `{"Response":` + string(whole.Response) + `}`, nil
}

func codeOf(err error) (string, string, string) {
	if sdk, ok := err.(*errors.TencentCloudSDKError); ok {
		return sdk.Code, sdk.Message, sdk.RequestId
	}
	return "Client.Error", err.Error(), ""
}

// Names are looked up nowhere: whatever host is called is where the server of the test listens.
func transport(call Call) http.RoundTripper {
	return &http.Transport{DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, network, call.Address)
	}}
}
