package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
)

// runc takes the seccomp profile out of a bundle and then becomes the real runc beside it.
// The kubelet asks for the profile RuntimeDefault for every pause container, and a runc
// without libseccomp (no C library to install first) refuses a bundle that has one.
func runc(arguments []string) error {
	for i, argument := range arguments {
		if argument == "--bundle" && i+1 < len(arguments) {
			if err := dropSeccomp(filepath.Join(arguments[i+1], "config.json")); err != nil {
				return err
			}
		}
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	real := filepath.Join(filepath.Dir(self), "runc")
	return fmt.Errorf("%s: %w", real, syscall.Exec(real, append([]string{real}, arguments...), os.Environ()))
}

// dropSeccomp leaves every other byte of the specification's values as they are.
func dropSeccomp(path string) error {
	text, err := os.ReadFile(path)
	if os.IsNotExist(err) {
		return nil
	}
	if err != nil {
		return err
	}
	var spec, linux map[string]json.RawMessage
	if err := json.Unmarshal(text, &spec); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	if spec["linux"] == nil {
		return nil
	}
	if err := json.Unmarshal(spec["linux"], &linux); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	if linux["seccomp"] == nil {
		return nil
	}
	delete(linux, "seccomp")
	if spec["linux"], err = json.Marshal(linux); err != nil {
		return err
	}
	if text, err = json.Marshal(spec); err != nil {
		return err
	}
	return os.WriteFile(path, text, 0o600)
}
