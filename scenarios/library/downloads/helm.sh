#!/bin/sh
# What Helm's install script is on a lab machine: helm is here already.
echo "Helm v3.19.4 is already latest"
