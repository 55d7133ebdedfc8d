#!/bin/bash
kubectl get namespace kiosk
