module sealflow.example/bench/lego

go 1.26

require github.com/go-acme/lego/v5 v5.6.0
