What an unquoted scalar means to kustomize v5.7.1 depends on where it stands; the real kubectl (1.35) prints the same for each
file here. In a resource yes is a text, an annotation keeps its spelling, an instant is written anew.
$ mkdir -p /root/scalars; cd /root/scalars; cat > resource.yaml <<E
> apiVersion: x.io/v1
> kind: Thing
> metadata:
>   name: t
>   annotations: {n: 010, y: yes, date: 2026-1-2, number: 1_000, none: ~, empty: }
>   labels: {n: 010, y: yes, date: 2026-1-2, number: 1_000, none: ~}
> spec:
>   words: [yes, No, on, OFF, y, N, true, True, FALSE, ~, Null, TrUe, nULL]
>   numbers: [010, 0o10, 08, 0x1F, 0b101, 1_000, 1__0, _1, +1, -0, 1.0, 1e3, .5, 5., 0_1, 1e400, 0b2, 0xG]
>   times: [2026-01-02, 2026-1-2, 2026-01-02 03:04:05, 2026-01-02T03:04:05.120Z, 2001-12-14t21:59:43.10-05:00]
>   block:
>   - 2026-01-02 03:04:05
>   - 2026-01-02T03:04:05.120Z
>   - 2001-12-14t21:59:43.10-05:00
>   others: [2026-01-02t03:04:05, 2026-13-01, 12:30, 190:20:30, 1:60, 1.2.3, =, "yes", '1_000', !!str 7, !!int "7"]
>   on: {y: n}
> E
$ echo 'resources: [resource.yaml]' > kustomization.yaml; kubectl kustomize .
apiVersion: x.io/v1
kind: Thing
metadata:
  annotations:
    date: "2026-1-2"
    empty: ""
    "n": "010"
    none: "~"
    number: "1_000"
    "y": "yes"
  labels:
    date: "2026-01-02T00:00:00Z"
    "n": 8
    none: null
    number: 1000
    "y": "yes"
  name: t
spec:
  block:
  - "2026-01-02T03:04:05Z"
  - "2026-01-02T03:04:05.12Z"
  - "2001-12-14T21:59:43.1-05:00"
  numbers:
  - 8
  - 8
  - 8
  - 31
  - 5
  - 1000
  - 10
  - _1
  - 1
  - 0
  - 1
  - 1000
  - 0.5
  - 5
  - 1
  - 1e400
  - 0b2
  - 0xG
  "on":
    "y": "n"
  others:
  - 2026-01-02t03:04:05
  - 2026-13-01
  - "12:30"
  - "190:20:30"
  - 1:60
  - 1.2.3
  - =
  - "yes"
  - "1_000"
  - "7"
  - 7
  times:
  - "2026-01-02T00:00:00Z"
  - "2026-01-02T00:00:00Z"
  - "2026-01-02 03:04:05"
  - "2026-01-02T03:04:05.120Z"
  - "2001-12-14t21:59:43.10-05:00"
  words:
  - "yes"
  - "No"
  - "on"
  - "OFF"
  - "y"
  - "N"
  - true
  - true
  - false
  - null
  - null
  - TrUe
  - nULL
%%
A strategic patch is read as a resource is, the operations of RFC 6902 as the kustomization is: there yes is true.
$ mkdir -p /root/scalars; cd /root/scalars; cat > resource.yaml <<E
> apiVersion: x.io/v1
> kind: Thing
> metadata: {name: t}
> E
$ cat > kustomization.yaml <<E
> resources: [resource.yaml]
> patches:
> - patch: |-
>     apiVersion: x.io/v1
>     kind: Thing
>     metadata: {name: t}
>     spec: {words: [yes, n, on, true], date: 2026-1-2, number: 010}
> - target: {kind: Thing}
>   patch: |-
>     - {op: add, path: /spec/operations, value: [yes, n, on, true, 2026-1-2, 010, 1_000, ~]}
> E
$ kubectl kustomize .
apiVersion: x.io/v1
kind: Thing
metadata:
  name: t
spec:
  date: "2026-01-02T00:00:00Z"
  number: 8
  operations:
  - true
  - false
  - true
  - true
  - "2026-1-2"
  - 8
  - 1000
  - null
  words:
  - "yes"
  - "n"
  - "on"
  - true
$ printf 'resources: [resource.yaml]\npatches: [{patch: "{apiVersion: x.io/v1, kind: Thing, metadata: {name: t}, spec: {flow: yes}}"}]\n' > kustomization.yaml; kubectl kustomize .
apiVersion: x.io/v1
kind: Thing
metadata:
  name: t
spec:
  flow: "yes"
%%
What the kustomization itself says is YAML 1.1: a label that is yes is no text, and a null is an empty one.
$ mkdir -p /root/scalars; cd /root/scalars; printf 'apiVersion: x.io/v1\nkind: Thing\nmetadata: {name: t}\n' > resource.yaml
$ for value in yes 010 1_000; do printf "resources: [resource.yaml]\nlabels:\n- pairs: {a: $value}\n" > kustomization.yaml; kubectl kustomize .; done
error: invalid Kustomization: json: cannot unmarshal bool into Go struct field Label.labels.pairs of type string
error: invalid Kustomization: json: cannot unmarshal number into Go struct field Label.labels.pairs of type string
error: invalid Kustomization: json: cannot unmarshal number into Go struct field Label.labels.pairs of type string
[1]
$ printf 'resources: [resource.yaml]\nlabels:\n- pairs: {a: 2026-01-02, b: ~, c: 12:30, d: "yes"}\n' > kustomization.yaml; kubectl kustomize .
apiVersion: x.io/v1
kind: Thing
metadata:
  labels:
    a: "2026-01-02"
    b: ""
    c: "12:30"
    d: "yes"
  name: t
$ printf 'configMapGenerator:\n- name: c\n  literals: [a=yes, b=010, c=1_000, d=2026-1-2, e=~, f=1e3]\n  options: {annotations: {x: ~}}\n' > kustomization.yaml; kubectl kustomize .
apiVersion: v1
data:
  a: "yes"
  b: "010"
  c: "1_000"
  d: "2026-1-2"
  e: "~"
  f: "1e3"
kind: ConfigMap
metadata:
  annotations:
    x: ""
  name: c-7c2294b5c9
$ for value in 'name: 5' 'literals: [yes]' 'files: 1' 'options: {labels: {a: yes}}' 'options: {immutable: 7}'; do printf "configMapGenerator:\n- $value\n" > kustomization.yaml; kubectl kustomize .; done
error: invalid Kustomization: json: cannot unmarshal number into Go struct field ConfigMapArgs.configMapGenerator.GeneratorArgs.name of type string
error: invalid Kustomization: json: cannot unmarshal bool into Go struct field ConfigMapArgs.configMapGenerator.GeneratorArgs.KvPairSources.literals of type string
error: invalid Kustomization: json: cannot unmarshal number into Go struct field ConfigMapArgs.configMapGenerator.GeneratorArgs.KvPairSources.files of type []string
error: invalid Kustomization: json: cannot unmarshal bool into Go struct field GeneratorOptions.configMapGenerator.GeneratorArgs.options.labels of type string
error: invalid Kustomization: json: cannot unmarshal number into Go struct field GeneratorOptions.configMapGenerator.GeneratorArgs.options.immutable of type bool
[1]
$ printf 'secretGenerator:\n- type: 7\n' > kustomization.yaml; kubectl kustomize .; printf 'namePrefix: on\n' > kustomization.yaml; kubectl kustomize .
error: invalid Kustomization: json: cannot unmarshal number into Go struct field SecretArgs.secretGenerator.type of type string
error: invalid Kustomization: json: cannot unmarshal bool into Go struct field Kustomization.namePrefix of type string
[1]
%%
What no JSON can hold is refused, with the resource as Go writes it; so is a key that is no text, and one that stands twice.
$ mkdir -p /root/strange; cd /root/strange; echo 'resources: [resource.yaml]' > kustomization.yaml
$ cat > resource.yaml <<END
> apiVersion: v1
> kind: ConfigMap
> metadata: {name: strange, annotations: {limit: .inf}}
> data: {a: [1, 1.5, true, null, "q\"", -.INF], b: {}}
> END
$ kubectl kustomize .
error: map[string]interface {}{"apiVersion":"v1", "data":map[string]interface {}{"a":[]interface {}{1, 1.5, true, interface {}(nil), "q\"", -Inf}, "b":map[string]interface {}{}}, "kind":"ConfigMap", "metadata":map[string]interface {}{"annotations":map[string]interface {}{"limit":".inf"}, "name":"strange"}}: json: unsupported value: -Inf
[1]
$ sed -i 's/-.INF/x/; s/b: {}/8080: {1.5: y, true: no, z: .nan}, b: [.inf]/' resource.yaml; kubectl kustomize .
error: map[string]interface {}{"apiVersion":"v1", "data":map[interface {}]interface {}{"a":[]interface {}{1, 1.5, true, interface {}(nil), "q\"", "x"}, "b":[]interface {}{+Inf}, 8080:map[interface {}]interface {}{"z":NaN, 1.5:"y", true:"no"}}, "kind":"ConfigMap", "metadata":map[string]interface {}{"annotations":map[string]interface {}{"limit":".inf"}, "name":"strange"}}: json: unsupported type: map[interface {}]interface {}
[1]
$ sed -i 's/limit: .inf/8080: x, limit: .inf/; s/^data: .*/data: {a: b}/' resource.yaml; kubectl kustomize .
error: map[string]interface {}{"apiVersion":"v1", "data":map[string]interface {}{"a":"b"}, "kind":"ConfigMap", "metadata":map[string]interface {}{"annotations":map[interface {}]interface {}{"limit":".inf", 8080:"x"}, "name":"strange"}}: json: unsupported type: map[interface {}]interface {}
[1]
$ cat >> resource.yaml <<END
> ---
> apiVersion: v1
> kind: ConfigMap
> metadata: {name: twice}
> data:
>   1: x
>   'b c': y
>   b c: z
> END
$ sed -i 's/8080: x, //' resource.yaml; kubectl kustomize .
error: map[string]interface {}(nil): yaml: unmarshal errors:
  line 7: mapping key "b c" already defined at line 6
[1]
$ sed -i 's/^  b c: z/  c: z/; s/^  1: x/  "1": ".inf"/' resource.yaml; kubectl kustomize .
apiVersion: v1
data:
  a: b
kind: ConfigMap
metadata:
  annotations:
    limit: ".inf"
  name: strange
---
apiVersion: v1
data:
  "1": ".inf"
  b c: "y"
  c: z
kind: ConfigMap
metadata:
  name: twice
%%
Numbers are Go's: a float64 has an exponent from a million on, a uint64 keeps all of its digits, what is more does not.
$ mkdir -p /root/numbers; cd /root/numbers; echo 'resources: [resource.yaml]' > kustomization.yaml; cat > resource.yaml <<END
> apiVersion: x.io/v1
> kind: Thing
> metadata: {name: t}
> spec:
>   floats: [12345678.5, 1234567.5, 123456.5, 100000.0, 1000000.0, 0.0001, 0.00001, -12345678.5, 1e21, 12345678901234567.0, 4.9e-324]
>   whole: [9223372036854775807, 9223372036854775808, 18446744073709551615, 18446744073709551616, 1e19, 1e20, 0xFFFFFFFFFFFFFFFF]
>   least: [-9223372036854775808, -9223372036854775809]
> END
$ kubectl kustomize .
apiVersion: x.io/v1
kind: Thing
metadata:
  name: t
spec:
  floats:
  - 1.23456785e+07
  - 1.2345675e+06
  - 123456.5
  - 100000
  - 1000000
  - 0.0001
  - 1e-05
  - -1.23456785e+07
  - 1e+21
  - 12345678901234568
  - 5e-324
  least:
  - -9223372036854775808
  - -9.223372036854776e+18
  whole:
  - 9223372036854775807
  - 9223372036854775808
  - 18446744073709551615
  - 1.8446744073709552e+19
  - 10000000000000000000
  - 1e+20
  - 18446744073709551615
$ for count in 1.5 18446744073709551616; do echo "resources: [resource.yaml]
> replicas: [{name: t, count: $count}]" > kustomization.yaml; kubectl kustomize .; done
error: invalid Kustomization: json: cannot unmarshal number 1.5 into Go struct field Replica.replicas.count of type int64
error: invalid Kustomization: json: cannot unmarshal number 18446744073709552000 into Go struct field Replica.replicas.count of type int64
[1]
%%
Annotations of what stands in a List are the texts that they are, too; in other lists, and in a List within one, they are read
first. Without any there is no such field.
$ mkdir -p /root/listed; cd /root/listed; echo 'resources: [resource.yaml]' > kustomization.yaml; cat > resource.yaml <<END
> apiVersion: v1
> kind: List
> items:
> - apiVersion: v1
>   kind: ConfigMap
>   metadata: {name: a, annotations: {octal: 010, y: yes, date: 2026-1-2, number: 1_000, none: ~, no: .inf, list: [a]}}
> - apiVersion: v1
>   kind: ConfigMap
>   metadata: {name: b, annotations: {}, labels: {octal: 010}}
> END
$ kubectl kustomize .
apiVersion: v1
kind: ConfigMap
metadata:
  annotations:
    date: "2026-1-2"
    list: ""
    "no": ".inf"
    none: "~"
    number: "1_000"
    octal: "010"
    "y": "yes"
  name: a
---
apiVersion: v1
kind: ConfigMap
metadata:
  labels:
    octal: 8
  name: b
$ sed -i 's/annotations: {}, labels: {octal: 010}/labels: {limit: .inf}/' resource.yaml; kubectl kustomize .
error: map[string]interface {}{"apiVersion":"v1", "kind":"ConfigMap", "metadata":map[string]interface {}{"labels":map[string]interface {}{"limit":+Inf}, "name":"b"}}: json: unsupported value: +Inf
[1]
$ cat > resource.yaml <<END
> apiVersion: v1
> kind: List
> items:
> - apiVersion: v1
>   kind: List
>   items:
>   - {apiVersion: v1, kind: ConfigMap, metadata: {name: c, annotations: {octal: 010}}}
> ---
> apiVersion: v1
> kind: ConfigMapList
> items:
> - apiVersion: v1
>   kind: ConfigMap
>   metadata: {name: d, annotations: {octal: 010, date: 2026-1-2}}
> END
$ kubectl kustomize .
apiVersion: v1
kind: ConfigMap
metadata:
  annotations:
    octal: "8"
  name: c
---
apiVersion: v1
kind: ConfigMap
metadata:
  annotations:
    date: "2026-01-02T00:00:00Z"
    octal: "8"
  name: d
%%
Keys that are no texts for go-yaml 3: numbers, instants, and nothing at all, which kustomize writes twice.
$ mkdir -p /root/keys; cd /root/keys; echo 'resources: [resource.yaml]' > kustomization.yaml
$ for key in .inf -.inf .nan 2026-01-02 2026-01-02T03:04:05.5Z ~; do printf "apiVersion: x.io/v1\nkind: Thing\nmetadata: {name: t}\nspec:\n  a: 1\n  $key: x\n  b: 2\n" > resource.yaml; kubectl kustomize .; done
error: map[string]interface {}{"apiVersion":"x.io/v1", "kind":"Thing", "metadata":map[string]interface {}{"name":"t"}, "spec":map[interface {}]interface {}{"a":1, "b":2, +Inf:"x"}}: json: unsupported type: map[interface {}]interface {}
error: map[string]interface {}{"apiVersion":"x.io/v1", "kind":"Thing", "metadata":map[string]interface {}{"name":"t"}, "spec":map[interface {}]interface {}{"a":1, "b":2, -Inf:"x"}}: json: unsupported type: map[interface {}]interface {}
error: map[string]interface {}{"apiVersion":"x.io/v1", "kind":"Thing", "metadata":map[string]interface {}{"name":"t"}, "spec":map[interface {}]interface {}{"a":1, "b":2, NaN:"x"}}: json: unsupported type: map[interface {}]interface {}
error: map[string]interface {}{"apiVersion":"x.io/v1", "kind":"Thing", "metadata":map[string]interface {}{"name":"t"}, "spec":map[interface {}]interface {}{"a":1, "b":2, time.Date(2026, time.January, 2, 0, 0, 0, 0, time.UTC):"x"}}: json: unsupported type: map[interface {}]interface {}
error: map[string]interface {}{"apiVersion":"x.io/v1", "kind":"Thing", "metadata":map[string]interface {}{"name":"t"}, "spec":map[interface {}]interface {}{"a":1, "b":2, time.Date(2026, time.January, 2, 3, 4, 5, 500000000, time.UTC):"x"}}: json: unsupported type: map[interface {}]interface {}
apiVersion: x.io/v1
kind: Thing
metadata:
  name: t
spec:
  /root: x
  a: 1
  b: 2
$ printf 'apiVersion: x.io/v1\nkind: Thing\nmetadata: {name: t, annotations: {~: x}}\n' > resource.yaml; kubectl kustomize .
error: map[string]interface {}{"apiVersion":"x.io/v1", "kind":"Thing", "metadata":map[string]interface {}{"annotations":map[interface {}]interface {}{interface {}(nil):"x"}, "name":"t"}}: json: unsupported type: map[interface {}]interface {}
[1]
$ printf 'apiVersion: x.io/v1\nkind: Thing\nmetadata: {name: t}\nspec: {~: x, null: y, ~: z}\n' > resource.yaml; kubectl kustomize .
error: map[string]interface {}(nil): yaml: unmarshal errors:
  line 4: mapping key "~" already defined at line 4
  line 4: mapping key "~" already defined at line 4
  line 4: mapping key "~" already defined at line 4
  line 4: mapping key "null" already defined at line 4
  line 4: mapping key "~" already defined at line 4
  line 4: mapping key "~" already defined at line 4
  line 4: mapping key "~" already defined at line 4
[1]
$ printf 'apiVersion: x.io/v1\nkind: Thing\nmetadata: {name: t}\nspec:\n  ? [a, b]\n  : x\n' > resource.yaml; kubectl kustomize .
error: map[string]interface {}(nil): yaml: invalid map key: []interface {}{"a", "b"}
[1]
$ printf 'apiVersion: x.io/v1\nkind: Thing\nmetadata: {name: t}\nspec:\n  <<: x\n' > resource.yaml; kubectl kustomize .
error: accumulating resources: accumulation err='accumulating resources from 'resource.yaml': map merge requires map or sequence of maps as the value': must build at directory: '/root/keys/resource.yaml': file is not directory
[1]
$ printf 'apiVersion: x.io/v1\nkind: Thing\nmetadata: {name: t}\nspec: {limit: .inf}\n' | kubectl apply -f -
error: error parsing STDIN: error converting YAML to JSON: json: unsupported value: +Inf
[1]
