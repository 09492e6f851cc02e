{{- define "patchbay.name" -}}
{{- if contains "patchbay" .Release.Name }}{{ .Release.Name }}{{ else }}{{ .Release.Name }}-patchbay{{ end }}
{{- end }}

{{- define "patchbay.selector" -}}
app.kubernetes.io/name: patchbay
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "patchbay.labels" -}}
{{ include "patchbay.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end }}

{{- define "patchbay.serviceAccount" -}}
{{- if .Values.serviceAccount.create }}{{ .Values.serviceAccount.name | default (include "patchbay.name" .) }}{{ else }}{{ .Values.serviceAccount.name | default "default" }}{{ end }}
{{- end }}

{{/* What the chart says itself; values.config may say more, and wins. */}}
{{- define "patchbay.settings" -}}
spring:
  profiles:
    active: cluster
  datasource:
    url: {{ required "database.url: write the address of a PostgreSQL, such as jdbc:postgresql://db.example.com/patchbay" .Values.database.url | quote }}
    username: {{ .Values.database.username | quote }}
  lifecycle:
    timeout-per-shutdown-phase: {{ .Values.shutdown.drainSeconds }}s
patchbay:
  public-url: {{ required "publicUrl: write the address that devices see, such as https://updates.example.com" .Values.publicUrl | quote }}
  trusted-proxies: {{ .Values.trustedProxies | toJson }}
  shutdown:
    notice: {{ .Values.shutdown.noticeSeconds }}s
  storage:
    s3:
      bucket: {{ required "s3.bucket: write the name of a bucket that all nodes share" .Values.s3.bucket | quote }}
      region: {{ .Values.s3.region | quote }}
      path-style: {{ .Values.s3.pathStyle }}
      {{- with .Values.s3.endpoint }}
      endpoint: {{ . | quote }}
      {{- end }}
{{- end }}
