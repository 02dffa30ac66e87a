// Command empty does nothing: what any Go program takes to start and exit.
package main

func main() {}
