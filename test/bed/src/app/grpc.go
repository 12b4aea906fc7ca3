package main

import (
	"bytes"
	"encoding/binary"
	"io"
	"net/http"
	"strconv"
	"strings"
)

const grpcType = "application/grpc"

// A message of gRPC follows a byte that says whether it is compressed, and four with its length.
const grpcPrefix = 5

// isGrpc says whether a request is a call of gRPC.
func isGrpc(r *http.Request) bool {
	return strings.HasPrefix(r.Header.Get("Content-Type"), grpcType)
}

// answerGrpc answers a call with one message, whatever its method is called: nobody decodes it but get.
func answerGrpc(w http.ResponseWriter, message []byte) {
	w.Header().Set("Content-Type", grpcType)
	w.Header().Set("Trailer", "Grpc-Status")
	w.Write(framed(message))
	w.Header().Set("Grpc-Status", "0")
}

// asGrpc makes a request a call with an empty message.
func asGrpc(r *http.Request) {
	r.Method = http.MethodPost
	r.Header.Set("Content-Type", grpcType)
	r.Header.Set("TE", "trailers")
	r.Body = io.NopCloser(bytes.NewReader(framed(nil)))
}

func framed(message []byte) []byte {
	frame := binary.BigEndian.AppendUint32([]byte{0}, uint32(len(message)))
	return append(frame, message...)
}

// grpcStatuses are the HTTP statuses that stand for those of gRPC, as far as proxies make them
// (https://github.com/grpc/grpc/blob/master/doc/http-grpc-status-mapping.md).
var grpcStatuses = map[int]int{0: 200, 7: 403, 12: 404, 14: 503, 16: 401}

// fromGrpc turns an answer, of which the body was read, into one as HTTP would have given it.
func fromGrpc(response *http.Response, body []byte) (status int, message []byte) {
	text := response.Trailer.Get("Grpc-Status")
	// A proxy that refuses a call, and has nothing else to say, says it in the header.
	if text == "" {
		text = response.Header.Get("Grpc-Status")
	}
	code, err := strconv.Atoi(text)
	if err != nil {
		return response.StatusCode, body
	}
	if status = grpcStatuses[code]; status == 0 {
		status = 500
	}
	if len(body) >= grpcPrefix {
		return status, body[grpcPrefix:]
	}
	return status, []byte(response.Header.Get("Grpc-Message") + response.Trailer.Get("Grpc-Message"))
}
