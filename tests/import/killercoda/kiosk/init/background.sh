#!/bin/bash
sleep 30
apt-get install -y jq
touch /tmp/ready
