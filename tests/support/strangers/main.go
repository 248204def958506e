// What golang.org/x/mod says of a checkpoint, of proofs and of tiles: one line of JSON in, one out. It knows nothing of the cutter.
package main

import (
	"crypto/ed25519"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type asked struct {
	Note, Vkey string
	Witnesses  []string
	// A leaf (hex of its hash) with its proof, base64.
	Leaf  string
	Index int64
	Path  []string
	// An older tree with the proof that this one has grown from it.
	OldSize int64
	OldRoot string
	Grown   []string
	// A folder of tiles.
	Tiles string
}

// cosigner checks cosignature/v1, which the package does not know, in the way it lets others be added.
type cosigner struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func (c cosigner) Name() string    { return c.name }
func (c cosigner) KeyHash() uint32 { return c.hash }
func (c cosigner) Verify(msg, sig []byte) bool {
	if len(sig) != 72 {
		return false
	}
	message := fmt.Sprintf("cosignature/v1\ntime %d\n%s", binary.BigEndian.Uint64(sig), msg)
	return ed25519.Verify(c.key, []byte(message), sig[8:])
}

type tiles struct{ folder string }

func (t tiles) Height() int { return 8 }
func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var read [][]byte
	for _, tile := range wanted {
		// The package writes the height into the path, tlog-tiles does not: it is always 8.
		path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
		data, err := os.ReadFile(filepath.Join(t.folder, path))
		if err != nil {
			return nil, err
		}
		read = append(read, data)
	}
	return read, nil
}
func (t tiles) SaveTiles([]tlog.Tile, [][]byte) {}

func check(err error) {
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}

func hashes(texts []string) (all []tlog.Hash) {
	for _, text := range texts {
		hash, err := tlog.ParseHash(text)
		check(err)
		all = append(all, hash)
	}
	return
}

func main() {
	var a asked
	check(json.NewDecoder(os.Stdin).Decode(&a))
	log, err := note.NewVerifier(a.Vkey)
	check(err)
	known := []note.Verifier{log}
	for _, vkey := range a.Witnesses {
		parts := strings.SplitN(vkey, "+", 3)
		hash, err := hex.DecodeString(parts[1])
		check(err)
		key, err := base64.StdEncoding.DecodeString(parts[2])
		check(err)
		known = append(known, cosigner{parts[0], binary.BigEndian.Uint32(hash), ed25519.PublicKey(key[1:])})
	}
	opened, err := note.Open([]byte(a.Note), note.VerifierList(known...))
	check(err)
	lines := strings.Split(opened.Text, "\n")
	var size int64
	_, err = fmt.Sscanf(lines[1], "%d", &size)
	check(err)
	root, err := tlog.ParseHash(lines[2])
	check(err)
	if a.Leaf != "" {
		var leaf tlog.Hash
		_, err := hex.Decode(leaf[:], []byte(a.Leaf))
		check(err)
		check(tlog.CheckRecord(tlog.RecordProof(hashes(a.Path)), size, root, a.Index, leaf))
	}
	if a.OldSize > 0 {
		old, err := tlog.ParseHash(a.OldRoot)
		check(err)
		check(tlog.CheckTree(tlog.TreeProof(hashes(a.Grown)), size, root, a.OldSize, old))
	}
	if a.Tiles != "" {
		// Every hash that is read is checked against the root of the checkpoint.
		reader := tlog.TileHashReader(tlog.Tree{N: size, Hash: root}, tiles{a.Tiles})
		for leaf := int64(0); leaf < size; leaf++ {
			_, err := reader.ReadHashes([]int64{tlog.StoredHashIndex(0, leaf)})
			check(err)
		}
	}
	names := []string{}
	for _, signature := range opened.Sigs {
		names = append(names, signature.Name)
	}
	check(json.NewEncoder(os.Stdout).Encode(map[string]any{"origin": lines[0], "size": size, "signed": names}))
}
