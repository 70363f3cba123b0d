// The official Go SDK with a type for each request and answer, asked line by line: a call comes as one line of JSON, what the client
// made of it goes back as one.
package main

import (
	"context"
	"net"
	"net/http"
	"reflect"

	"github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common"
	"github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common/errors"
	tchttp "github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common/http"
	"github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common/profile"
	ssl "github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/ssl/v20191205"
	tag "github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/tag/v20180813"
)

type answering interface{ ToJsonString() string }
type asking interface{ FromJsonString(string) error }

func clientOf(call Call) (reflect.Value, error) {
	who := common.NewCredential(call.SecretId, call.SecretKey)
	cpf := profile.NewClientProfile()
	cpf.HttpProfile.Scheme = "HTTP"
	cpf.HttpProfile.Endpoint = call.Endpoint
	if call.Method != "" {
		cpf.HttpProfile.ReqMethod = call.Method
	}
	if call.Signing != "" {
		cpf.SignMethod = call.Signing
	}
	if call.Language != "" {
		cpf.Language = call.Language
	}
	if call.Service == "tag" {
		client, err := tag.NewClient(who, "", cpf)
		client.WithHttpTransport(transport(call))
		return reflect.ValueOf(client), err
	}
	client, err := ssl.NewClient(who, "", cpf)
	client.WithHttpTransport(transport(call))
	return reflect.ValueOf(client), err
}

func answerTo(call Call) (string, error) {
	client, err := clientOf(call)
	if err != nil {
		return "", err
	}
	method := client.MethodByName(call.Action)
	if !method.IsValid() {
		return "", errors.NewTencentCloudSDKError("Client.NoSuchMethod", call.Action, "")
	}
	request := reflect.New(method.Type().In(0).Elem())
	base := &tchttp.BaseRequest{}
	base.Init().WithApiInfo(call.Service, call.Version, call.Action)
	request.Elem().FieldByName("BaseRequest").Set(reflect.ValueOf(base))
	if err := request.Interface().(asking).FromJsonString(string(call.Parameters)); err != nil {
		return "", err
	}
	answers := method.Call([]reflect.Value{request})
	if !answers[1].IsNil() {
		return "", answers[1].Interface().(error)
	}
	return answers[0].Interface().(answering).ToJsonString(), nil
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
