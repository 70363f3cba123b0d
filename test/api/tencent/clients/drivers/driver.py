"""The official Python SDK, asked line by line: a call comes as one line of JSON, what the client made of it goes back as one."""
import json
import sys

from tencentcloud.common import credential
from tencentcloud.common.common_client import CommonClient
from tencentcloud.common.exception.tencent_cloud_sdk_exception import TencentCloudSDKException
from tencentcloud.common.profile.client_profile import ClientProfile
from tencentcloud.common.profile.http_profile import HttpProfile
from tencentcloud.ssl.v20191205 import models, ssl_client


def profile_of(call):
    http = HttpProfile(protocol="http", endpoint=call["endpoint"], reqMethod=call.get("method", "POST"))
    profile = ClientProfile(httpProfile=http, signMethod=call.get("signing", "TC3-HMAC-SHA256"))
    profile.unsignedPayload = call.get("unsignedPayload", False)
    if "language" in call:
        profile.language = call["language"]
    return profile


def answer_to(call):
    who = credential.Credential(call["secretId"], call["secretKey"])
    action, parameters = call["action"], call["parameters"]
    method = getattr(ssl_client.SslClient, action, None)
    if call["service"] == "ssl" and method is not None:
        request = getattr(models, action + "Request")()
        request.from_json_string(json.dumps(parameters))
        client = ssl_client.SslClient(who, "", profile_of(call))
        return json.loads(method(client, request).to_json_string())
    client = CommonClient(call["service"], call["version"], who, "", profile_of(call))
    return client.call_json(action, parameters)["Response"]


for line in sys.stdin:
    try:
        told = {"response": answer_to(json.loads(line))}
    except TencentCloudSDKException as error:
        told = {"code": error.code, "message": error.message, "requestId": error.requestId}
    except Exception as error:
        told = {"code": "Client." + type(error).__name__, "message": str(error)}
    print(json.dumps(told), flush=True)
