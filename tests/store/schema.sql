CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
) STRICT;

CREATE TABLE acta (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, visita_id TEXT NOT NULL REFERENCES visita(id), datos TEXT NOT NULL CHECK (json_valid(datos))) STRICT;

CREATE TABLE aplicada (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, visita_id TEXT NOT NULL REFERENCES visita(id), datos TEXT NOT NULL CHECK (json_valid(datos)), codigo TEXT GENERATED ALWAYS AS (json_extract(datos, '$.codigo')) VIRTUAL) STRICT;

CREATE TABLE buzon (id TEXT PRIMARY KEY, direccion TEXT NOT NULL, visto TEXT) STRICT;

CREATE TABLE cambio (id INTEGER PRIMARY KEY, operacion_id INTEGER NOT NULL REFERENCES operacion(id), tabla TEXT NOT NULL, registro_id TEXT NOT NULL, antes TEXT CHECK (antes IS NULL OR json_valid(antes)), despues TEXT CHECK (despues IS NULL OR json_valid(despues))) STRICT;

CREATE TABLE choque (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, visita_id TEXT NOT NULL REFERENCES visita(id), datos TEXT NOT NULL CHECK (json_valid(datos))) STRICT;

CREATE TABLE copia_unida (operacion_id INTEGER PRIMARY KEY REFERENCES operacion(id), equipo TEXT NOT NULL, quien TEXT NOT NULL, hecha TEXT NOT NULL, sha256 TEXT NOT NULL) STRICT;

CREATE TABLE cuaderno (n INTEGER PRIMARY KEY, clase TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL CHECK (version > 0), cuando TEXT NOT NULL, quien TEXT NOT NULL, que TEXT NOT NULL, datos TEXT, anterior TEXT NOT NULL, sha256 TEXT NOT NULL CHECK (length(sha256) = 64), UNIQUE (clase, id, version)) STRICT;

CREATE TABLE dia_visto (n INTEGER PRIMARY KEY, dia TEXT NOT NULL UNIQUE, operacion INTEGER NOT NULL) STRICT;

CREATE TABLE documento (id TEXT PRIMARY KEY, visita_id TEXT NOT NULL REFERENCES visita(id), revision INTEGER NOT NULL, tipo TEXT NOT NULL, clave TEXT NOT NULL, version INTEGER NOT NULL, folio TEXT NOT NULL, titulo TEXT NOT NULL, registro_sha256 TEXT NOT NULL, huella TEXT NOT NULL, campos TEXT NOT NULL CHECK (json_valid(campos)), creado TEXT NOT NULL, asientos INTEGER NOT NULL DEFAULT 0, eslabon TEXT NOT NULL DEFAULT '', motivo TEXT NOT NULL DEFAULT '', UNIQUE (visita_id, tipo, clave, version)) STRICT;

CREATE TABLE documento_archivo (documento_id TEXT NOT NULL REFERENCES documento(id), orden INTEGER NOT NULL, metodo TEXT NOT NULL CHECK (metodo IN ('emision','dibujada','efirma','tinta','escaneo','sello')), sha256 TEXT NOT NULL, bytes INTEGER NOT NULL, paginas INTEGER NOT NULL, campo TEXT NOT NULL, firmante TEXT NOT NULL, rfc TEXT NOT NULL, numero_certificado TEXT NOT NULL, cuando TEXT NOT NULL, nota TEXT NOT NULL DEFAULT '', PRIMARY KEY (documento_id, orden)) STRICT;

CREATE TABLE entrega (visita_id TEXT NOT NULL REFERENCES visita(id), revision INTEGER NOT NULL, nombre TEXT NOT NULL, sha256 TEXT NOT NULL, bytes INTEGER NOT NULL, destino TEXT NOT NULL, cuando TEXT NOT NULL, PRIMARY KEY (visita_id, revision, destino)) STRICT;

CREATE TABLE entrega_turnado (visita_id TEXT NOT NULL REFERENCES visita(id), revision INTEGER NOT NULL, nombre TEXT NOT NULL, sha256 TEXT NOT NULL, bytes INTEGER NOT NULL, destino TEXT NOT NULL, cuando TEXT NOT NULL, PRIMARY KEY (visita_id, revision, destino)) STRICT;

CREATE TABLE equipo (id TEXT PRIMARY KEY) STRICT;

CREATE TABLE equipo_posterior (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, desde INTEGER NOT NULL, cuando TEXT NOT NULL) STRICT;

CREATE TABLE eslabon (visita_id TEXT NOT NULL, n INTEGER NOT NULL CHECK (n > 0), de TEXT NOT NULL CHECK (de IN ('operacion','documento','archivo','paquete','turnado','entrega','entrega_turnado')), cual TEXT NOT NULL, formato INTEGER NOT NULL, rastro TEXT NOT NULL, sha256 TEXT NOT NULL CHECK (length(sha256) = 64), PRIMARY KEY (visita_id, n)) STRICT, WITHOUT ROWID;

CREATE TABLE evidencia (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, visita_id TEXT NOT NULL REFERENCES visita(id), datos TEXT NOT NULL CHECK (json_valid(datos)), sha256 TEXT GENERATED ALWAYS AS (json_extract(datos, '$.sha256')) VIRTUAL) STRICT;

CREATE TABLE feed (autor TEXT NOT NULL, n INTEGER NOT NULL CHECK (n > 0), clase TEXT NOT NULL, sobre TEXT NOT NULL, sha256 TEXT NOT NULL CHECK (length(sha256) = 64), contenido BLOB NOT NULL, PRIMARY KEY (autor, n)) STRICT, WITHOUT ROWID;

CREATE TABLE fijada (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, visita_id TEXT NOT NULL REFERENCES visita(id), datos TEXT NOT NULL CHECK (json_valid(datos)), codigo TEXT GENERATED ALWAYS AS (json_extract(datos, '$.definicion.codigo')) VIRTUAL) STRICT;

CREATE TABLE fila (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, visita_id TEXT NOT NULL REFERENCES visita(id), datos TEXT NOT NULL CHECK (json_valid(datos)), item_id TEXT GENERATED ALWAYS AS (json_extract(datos, '$.item_id')) VIRTUAL) STRICT;

CREATE VIRTUAL TABLE fila_fts USING fts5(texto, tokenize='unicode61 remove_diacritics 2');

CREATE TABLE firma_paquete (paquete TEXT PRIMARY KEY, visita_id TEXT NOT NULL REFERENCES visita(id), revision INTEGER NOT NULL, firmante TEXT NOT NULL, rfc TEXT NOT NULL, numero_certificado TEXT NOT NULL, cuando TEXT NOT NULL, sha256 TEXT NOT NULL CHECK (length(sha256) = 64), bytes INTEGER NOT NULL, contenido BLOB NOT NULL) STRICT;

CREATE TABLE inconsistencia (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, visita_id TEXT NOT NULL REFERENCES visita(id), datos TEXT NOT NULL CHECK (json_valid(datos)), item_id TEXT GENERATED ALWAYS AS (json_extract(datos, '$.item_id')) VIRTUAL, estado TEXT GENERATED ALWAYS AS (json_extract(datos, '$.estado')) VIRTUAL) STRICT;

CREATE VIRTUAL TABLE inconsistencia_fts USING fts5(texto, tokenize='unicode61 remove_diacritics 2');

CREATE TABLE indicador (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, visita_id TEXT NOT NULL REFERENCES visita(id), datos TEXT NOT NULL CHECK (json_valid(datos)), codigo TEXT GENERATED ALWAYS AS (json_extract(datos, '$.codigo')) VIRTUAL) STRICT;

CREATE TABLE informe (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, visita_id TEXT NOT NULL REFERENCES visita(id), datos TEXT NOT NULL CHECK (json_valid(datos))) STRICT;

CREATE TABLE lacre (contenido TEXT NOT NULL, llave TEXT NOT NULL, visita_id TEXT NOT NULL REFERENCES visita(id), secreto BLOB NOT NULL CHECK (length(secreto) = 32), cabeza BLOB NOT NULL, sobre TEXT NOT NULL CHECK (length(sobre) = 64), bytes INTEGER NOT NULL, PRIMARY KEY (contenido, llave)) STRICT;

CREATE TABLE llave_propia (nombre TEXT PRIMARY KEY, secreto BLOB NOT NULL CHECK (length(secreto) = 32), creada TEXT NOT NULL) STRICT;

CREATE TABLE medida (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, visita_id TEXT NOT NULL REFERENCES visita(id), datos TEXT NOT NULL CHECK (json_valid(datos)), fecha TEXT GENERATED ALWAYS AS (json_extract(datos, '$.fecha')) VIRTUAL) STRICT;

CREATE VIRTUAL TABLE medida_fts USING fts5(texto, tokenize='unicode61 remove_diacritics 2');

CREATE TABLE muestreo (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, visita_id TEXT NOT NULL REFERENCES visita(id), datos TEXT NOT NULL CHECK (json_valid(datos)), item_id TEXT GENERATED ALWAYS AS (json_extract(datos, '$.item_id')) VIRTUAL) STRICT;

CREATE TABLE operacion (id INTEGER PRIMARY KEY, visita_id TEXT NOT NULL, cuando TEXT NOT NULL, quien TEXT NOT NULL, que TEXT NOT NULL, clase TEXT NOT NULL CHECK (clase IN ('nueva','deshacer','rehacer')), sobre INTEGER REFERENCES operacion(id), activa INTEGER NOT NULL CHECK (activa IN (0,1))) STRICT;

CREATE TABLE papelera (visita_id TEXT NOT NULL UNIQUE REFERENCES visita(id), cuando TEXT NOT NULL, quien TEXT NOT NULL, desde INTEGER NOT NULL) STRICT;

CREATE TABLE papelera_hecho (n INTEGER PRIMARY KEY, hecho TEXT NOT NULL CHECK (hecho IN ('enviada','restaurada','borrada','vencida')), visita_id TEXT NOT NULL, folio TEXT NOT NULL, titulo TEXT NOT NULL, cuando TEXT NOT NULL, quien TEXT NOT NULL) STRICT;

CREATE TABLE paquete (visita_id TEXT NOT NULL REFERENCES visita(id), revision INTEGER NOT NULL, nombre TEXT NOT NULL, sha256 TEXT NOT NULL, bytes INTEGER NOT NULL, creado TEXT NOT NULL, PRIMARY KEY (visita_id, revision)) STRICT;

CREATE TABLE publicado (buzon TEXT NOT NULL, autor TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (buzon, autor)) STRICT, WITHOUT ROWID;

CREATE TABLE respuesta (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, visita_id TEXT NOT NULL REFERENCES visita(id), datos TEXT NOT NULL CHECK (json_valid(datos)), item_id TEXT GENERATED ALWAYS AS (json_extract(datos, '$.item_id')) VIRTUAL) STRICT;

CREATE VIRTUAL TABLE respuesta_fts USING fts5(texto, tokenize='unicode61 remove_diacritics 2');

CREATE TABLE sin_lugar (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, visita_id TEXT NOT NULL REFERENCES visita(id), datos TEXT NOT NULL CHECK (json_valid(datos)), item_id TEXT GENERATED ALWAYS AS (json_extract(datos, '$.item_id')) VIRTUAL) STRICT;

CREATE VIRTUAL TABLE sin_lugar_fts USING fts5(texto, tokenize='unicode61 remove_diacritics 2');

CREATE TABLE sincronia (n INTEGER PRIMARY KEY, cuando TEXT NOT NULL, buzon TEXT NOT NULL, clase TEXT NOT NULL, visita_id TEXT NOT NULL, texto TEXT NOT NULL) STRICT;

CREATE TABLE sobrante (clase TEXT NOT NULL CHECK (clase IN ('contenido','paquete','evidencia')), nombre TEXT NOT NULL, visita_id TEXT NOT NULL, pendiente INTEGER NOT NULL CHECK (pendiente IN (0,1)), PRIMARY KEY (clase, nombre)) STRICT;

CREATE TABLE turnado (visita_id TEXT NOT NULL REFERENCES visita(id), revision INTEGER NOT NULL, nombre TEXT NOT NULL, sha256 TEXT NOT NULL, bytes INTEGER NOT NULL, creado TEXT NOT NULL, PRIMARY KEY (visita_id, revision)) STRICT;

CREATE TABLE vaciada (operacion INTEGER NOT NULL) STRICT;

CREATE TABLE verificacion (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, visita_id TEXT NOT NULL REFERENCES visita(id), datos TEXT NOT NULL CHECK (json_valid(datos)), hallazgo_id TEXT GENERATED ALWAYS AS (json_extract(datos, '$.hallazgo_id')) VIRTUAL) STRICT;

CREATE TABLE version_ajena (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, copia INTEGER NOT NULL REFERENCES copia_unida(operacion_id), visita_id TEXT NOT NULL, clase TEXT NOT NULL, registro_id TEXT NOT NULL, padres TEXT NOT NULL CHECK (json_valid(padres)), datos TEXT CHECK (datos IS NULL OR json_valid(datos)), decide TEXT NOT NULL CHECK (json_valid(decide)), reabre TEXT NOT NULL, equipo TEXT NOT NULL, operacion INTEGER NOT NULL, cambio INTEGER NOT NULL, quien TEXT NOT NULL, cuando TEXT NOT NULL, que TEXT NOT NULL) STRICT;

CREATE TABLE visita (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, datos TEXT NOT NULL CHECK (json_valid(datos)), folio TEXT GENERATED ALWAYS AS (json_extract(datos, '$.folio')) VIRTUAL, estado TEXT GENERATED ALWAYS AS (json_extract(datos, '$.estado')) VIRTUAL, inicio TEXT GENERATED ALWAYS AS (json_extract(datos, '$.inicio')) VIRTUAL) STRICT;

CREATE VIRTUAL TABLE visita_fts USING fts5(texto, tokenize='unicode61 remove_diacritics 2');

CREATE INDEX acta_visita ON acta(visita_id);

CREATE INDEX aplicada_visita ON aplicada(visita_id);

CREATE INDEX cambio_operacion ON cambio(operacion_id);

CREATE INDEX cambio_quita ON cambio(operacion_id) WHERE despues IS NULL;

CREATE INDEX cambio_registro ON cambio(registro_id, id);

CREATE INDEX choque_visita ON choque(visita_id);

CREATE INDEX evidencia_visita ON evidencia(visita_id);

CREATE INDEX feed_clase ON feed(autor, clase);

CREATE INDEX feed_sobre ON feed(sobre, clase);

CREATE INDEX fijada_visita ON fijada(visita_id);

CREATE INDEX fila_visita ON fila(visita_id);

CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");

CREATE INDEX inconsistencia_visita ON inconsistencia(visita_id);

CREATE INDEX indicador_visita ON indicador(visita_id);

CREATE INDEX informe_visita ON informe(visita_id);

CREATE INDEX medida_fecha ON medida(fecha);

CREATE INDEX medida_visita ON medida(visita_id);

CREATE INDEX muestreo_visita ON muestreo(visita_id);

CREATE INDEX operacion_visita ON operacion(visita_id, clase, activa, id);

CREATE INDEX respuesta_visita ON respuesta(visita_id);

CREATE INDEX sin_lugar_visita ON sin_lugar(visita_id);

CREATE INDEX sincronia_visita ON sincronia(visita_id, n);

CREATE INDEX verificacion_hallazgo ON verificacion(hallazgo_id);

CREATE INDEX verificacion_visita ON verificacion(visita_id);

CREATE INDEX version_ajena_registro ON version_ajena(registro_id);

CREATE INDEX version_ajena_visita ON version_ajena(visita_id, copia);

CREATE UNIQUE INDEX visita_folio ON visita(folio);

CREATE INDEX visita_inicio ON visita(inicio);

CREATE INDEX visita_unidad ON visita(json_extract(datos, '$.unidad.tipo'), json_extract(datos, '$.unidad.ooad'), json_extract(datos, '$.unidad.subdelegacion'));

CREATE TRIGGER acta_cerrada_delete BEFORE DELETE ON acta WHEN EXISTS (SELECT 1 FROM visita WHERE id IN (OLD.visita_id) AND estado = 'cerrada') BEGIN SELECT RAISE(ABORT, 'visita cerrada'); END;

CREATE TRIGGER acta_cerrada_insert BEFORE INSERT ON acta WHEN EXISTS (SELECT 1 FROM visita WHERE id IN (NEW.visita_id) AND estado = 'cerrada') BEGIN SELECT RAISE(ABORT, 'visita cerrada'); END;

CREATE TRIGGER acta_cerrada_update BEFORE UPDATE ON acta WHEN EXISTS (SELECT 1 FROM visita WHERE id IN (NEW.visita_id, OLD.visita_id) AND estado = 'cerrada') BEGIN SELECT RAISE(ABORT, 'visita cerrada'); END;

CREATE TRIGGER aplicada_cerrada_delete BEFORE DELETE ON aplicada WHEN EXISTS (SELECT 1 FROM visita WHERE id IN (OLD.visita_id) AND estado = 'cerrada') BEGIN SELECT RAISE(ABORT, 'visita cerrada'); END;

CREATE TRIGGER aplicada_cerrada_insert BEFORE INSERT ON aplicada WHEN EXISTS (SELECT 1 FROM visita WHERE id IN (NEW.visita_id) AND estado = 'cerrada') BEGIN SELECT RAISE(ABORT, 'visita cerrada'); END;

CREATE TRIGGER aplicada_cerrada_update BEFORE UPDATE ON aplicada WHEN EXISTS (SELECT 1 FROM visita WHERE id IN (NEW.visita_id, OLD.visita_id) AND estado = 'cerrada') BEGIN SELECT RAISE(ABORT, 'visita cerrada'); END;

CREATE TRIGGER cambio_fija_delete BEFORE DELETE ON cambio BEGIN SELECT RAISE(ABORT, 'registro inmutable'); END;

CREATE TRIGGER cambio_fija_update BEFORE UPDATE ON cambio BEGIN SELECT RAISE(ABORT, 'registro inmutable'); END;

CREATE TRIGGER choque_cerrada_delete BEFORE DELETE ON choque WHEN EXISTS (SELECT 1 FROM visita WHERE id IN (OLD.visita_id) AND estado = 'cerrada') BEGIN SELECT RAISE(ABORT, 'visita cerrada'); END;

CREATE TRIGGER choque_cerrada_insert BEFORE INSERT ON choque WHEN EXISTS (SELECT 1 FROM visita WHERE id IN (NEW.visita_id) AND estado = 'cerrada') BEGIN SELECT RAISE(ABORT, 'visita cerrada'); END;

CREATE TRIGGER choque_cerrada_update BEFORE UPDATE ON choque WHEN EXISTS (SELECT 1 FROM visita WHERE id IN (NEW.visita_id, OLD.visita_id) AND estado = 'cerrada') BEGIN SELECT RAISE(ABORT, 'visita cerrada'); END;

CREATE TRIGGER copia_unida_fija_delete BEFORE DELETE ON copia_unida BEGIN SELECT RAISE(ABORT, 'registro inmutable'); END;

CREATE TRIGGER copia_unida_fija_update BEFORE UPDATE ON copia_unida BEGIN SELECT RAISE(ABORT, 'registro inmutable'); END;

CREATE TRIGGER cuaderno_fija_delete BEFORE DELETE ON cuaderno BEGIN SELECT RAISE(ABORT, 'registro inmutable'); END;

CREATE TRIGGER cuaderno_fija_update BEFORE UPDATE ON cuaderno BEGIN SELECT RAISE(ABORT, 'registro inmutable'); END;

CREATE TRIGGER documento_archivo_en_papelera BEFORE INSERT ON documento_archivo WHEN EXISTS (SELECT 1 FROM papelera WHERE visita_id = (SELECT visita_id FROM documento WHERE id = NEW.documento_id)) BEGIN SELECT RAISE(ABORT, 'visita en la papelera'); END;

CREATE TRIGGER documento_archivo_fija_delete BEFORE DELETE ON documento_archivo BEGIN SELECT RAISE(ABORT, 'registro inmutable'); END;

CREATE TRIGGER documento_archivo_fija_update BEFORE UPDATE ON documento_archivo BEGIN SELECT RAISE(ABORT, 'registro inmutable'); END;

CREATE TRIGGER documento_en_papelera BEFORE INSERT ON documento WHEN EXISTS (SELECT 1 FROM papelera WHERE visita_id = NEW.visita_id) BEGIN SELECT RAISE(ABORT, 'visita en la papelera'); END;

CREATE TRIGGER documento_fija_delete BEFORE DELETE ON documento BEGIN SELECT RAISE(ABORT, 'registro inmutable'); END;

CREATE TRIGGER documento_fija_update BEFORE UPDATE ON documento BEGIN SELECT RAISE(ABORT, 'registro inmutable'); END;

CREATE TRIGGER entrega_en_papelera BEFORE INSERT ON entrega WHEN EXISTS (SELECT 1 FROM papelera WHERE visita_id = NEW.visita_id) BEGIN SELECT RAISE(ABORT, 'visita en la papelera'); END;

CREATE TRIGGER entrega_fija_delete BEFORE DELETE ON entrega BEGIN SELECT RAISE(ABORT, 'registro inmutable'); END;

CREATE TRIGGER entrega_fija_update BEFORE UPDATE ON entrega BEGIN SELECT RAISE(ABORT, 'registro inmutable'); END;

CREATE TRIGGER entrega_turnado_en_papelera BEFORE INSERT ON entrega_turnado WHEN EXISTS (SELECT 1 FROM papelera WHERE visita_id = NEW.visita_id) BEGIN SELECT RAISE(ABORT, 'visita en la papelera'); END;

CREATE TRIGGER entrega_turnado_fija_delete BEFORE DELETE ON entrega_turnado BEGIN SELECT RAISE(ABORT, 'registro inmutable'); END;

CREATE TRIGGER entrega_turnado_fija_update BEFORE UPDATE ON entrega_turnado BEGIN SELECT RAISE(ABORT, 'registro inmutable'); END;

CREATE TRIGGER equipo_fija_delete BEFORE DELETE ON equipo BEGIN SELECT RAISE(ABORT, 'registro inmutable'); END;

CREATE TRIGGER equipo_fija_update BEFORE UPDATE ON equipo BEGIN SELECT RAISE(ABORT, 'registro inmutable'); END;

CREATE TRIGGER equipo_posterior_fija_delete BEFORE DELETE ON equipo_posterior BEGIN SELECT RAISE(ABORT, 'registro inmutable'); END;

CREATE TRIGGER equipo_posterior_fija_update BEFORE UPDATE ON equipo_posterior BEGIN SELECT RAISE(ABORT, 'registro inmutable'); END;

CREATE TRIGGER eslabon_fija_delete BEFORE DELETE ON eslabon BEGIN SELECT RAISE(ABORT, 'registro inmutable'); END;

CREATE TRIGGER eslabon_fija_update BEFORE UPDATE ON eslabon BEGIN SELECT RAISE(ABORT, 'registro inmutable'); END;

CREATE TRIGGER evidencia_cerrada_delete BEFORE DELETE ON evidencia WHEN EXISTS (SELECT 1 FROM visita WHERE id IN (OLD.visita_id) AND estado = 'cerrada') BEGIN SELECT RAISE(ABORT, 'visita cerrada'); END;

CREATE TRIGGER evidencia_cerrada_insert BEFORE INSERT ON evidencia WHEN EXISTS (SELECT 1 FROM visita WHERE id IN (NEW.visita_id) AND estado = 'cerrada') BEGIN SELECT RAISE(ABORT, 'visita cerrada'); END;

CREATE TRIGGER evidencia_cerrada_update BEFORE UPDATE ON evidencia WHEN EXISTS (SELECT 1 FROM visita WHERE id IN (NEW.visita_id, OLD.visita_id) AND estado = 'cerrada') BEGIN SELECT RAISE(ABORT, 'visita cerrada'); END;

CREATE TRIGGER feed_fija_delete BEFORE DELETE ON feed BEGIN SELECT RAISE(ABORT, 'registro inmutable'); END;

CREATE TRIGGER feed_fija_update BEFORE UPDATE ON feed BEGIN SELECT RAISE(ABORT, 'registro inmutable'); END;

CREATE TRIGGER fijada_cerrada_delete BEFORE DELETE ON fijada WHEN EXISTS (SELECT 1 FROM visita WHERE id IN (OLD.visita_id) AND estado = 'cerrada') BEGIN SELECT RAISE(ABORT, 'visita cerrada'); END;

CREATE TRIGGER fijada_cerrada_insert BEFORE INSERT ON fijada WHEN EXISTS (SELECT 1 FROM visita WHERE id IN (NEW.visita_id) AND estado = 'cerrada') BEGIN SELECT RAISE(ABORT, 'visita cerrada'); END;

CREATE TRIGGER fijada_cerrada_update BEFORE UPDATE ON fijada WHEN EXISTS (SELECT 1 FROM visita WHERE id IN (NEW.visita_id, OLD.visita_id) AND estado = 'cerrada') BEGIN SELECT RAISE(ABORT, 'visita cerrada'); END;

CREATE TRIGGER fila_cerrada_delete BEFORE DELETE ON fila WHEN EXISTS (SELECT 1 FROM visita WHERE id IN (OLD.visita_id) AND estado = 'cerrada') BEGIN SELECT RAISE(ABORT, 'visita cerrada'); END;

CREATE TRIGGER fila_cerrada_insert BEFORE INSERT ON fila WHEN EXISTS (SELECT 1 FROM visita WHERE id IN (NEW.visita_id) AND estado = 'cerrada') BEGIN SELECT RAISE(ABORT, 'visita cerrada'); END;

CREATE TRIGGER fila_cerrada_update BEFORE UPDATE ON fila WHEN EXISTS (SELECT 1 FROM visita WHERE id IN (NEW.visita_id, OLD.visita_id) AND estado = 'cerrada') BEGIN SELECT RAISE(ABORT, 'visita cerrada'); END;

CREATE TRIGGER fila_fts_ad AFTER DELETE ON fila BEGIN DELETE FROM fila_fts WHERE rowid = OLD.n; END;

CREATE TRIGGER fila_fts_ai AFTER INSERT ON fila BEGIN INSERT INTO fila_fts(rowid, texto) VALUES (NEW.n, coalesce(json_extract(NEW.datos,'$.referencia'),'') || ' ' || coalesce(json_extract(NEW.datos,'$.detalle'),'') || ' ' || coalesce(json_extract(NEW.datos,'$.nota'),'') || ' ' || coalesce((SELECT group_concat(t.atom, ' ') FROM json_tree(NEW.datos,'$.celdas') t WHERE t.key IN ('texto','referencia','detalle','nota') OR t.key = 'valor' AND json_extract(NEW.datos, t.path || '.tipo') = 'texto'),'')); END;

CREATE TRIGGER fila_fts_au AFTER UPDATE ON fila WHEN coalesce(json_extract(OLD.datos,'$.referencia'),'') || ' ' || coalesce(json_extract(OLD.datos,'$.detalle'),'') || ' ' || coalesce(json_extract(OLD.datos,'$.nota'),'') || ' ' || coalesce((SELECT group_concat(t.atom, ' ') FROM json_tree(OLD.datos,'$.celdas') t WHERE t.key IN ('texto','referencia','detalle','nota') OR t.key = 'valor' AND json_extract(OLD.datos, t.path || '.tipo') = 'texto'),'') <> coalesce(json_extract(NEW.datos,'$.referencia'),'') || ' ' || coalesce(json_extract(NEW.datos,'$.detalle'),'') || ' ' || coalesce(json_extract(NEW.datos,'$.nota'),'') || ' ' || coalesce((SELECT group_concat(t.atom, ' ') FROM json_tree(NEW.datos,'$.celdas') t WHERE t.key IN ('texto','referencia','detalle','nota') OR t.key = 'valor' AND json_extract(NEW.datos, t.path || '.tipo') = 'texto'),'') BEGIN UPDATE fila_fts SET texto = coalesce(json_extract(NEW.datos,'$.referencia'),'') || ' ' || coalesce(json_extract(NEW.datos,'$.detalle'),'') || ' ' || coalesce(json_extract(NEW.datos,'$.nota'),'') || ' ' || coalesce((SELECT group_concat(t.atom, ' ') FROM json_tree(NEW.datos,'$.celdas') t WHERE t.key IN ('texto','referencia','detalle','nota') OR t.key = 'valor' AND json_extract(NEW.datos, t.path || '.tipo') = 'texto'),'') WHERE rowid = NEW.n; END;

CREATE TRIGGER firma_paquete_en_papelera BEFORE INSERT ON firma_paquete WHEN EXISTS (SELECT 1 FROM papelera WHERE visita_id = NEW.visita_id) BEGIN SELECT RAISE(ABORT, 'visita en la papelera'); END;

CREATE TRIGGER firma_paquete_fija_delete BEFORE DELETE ON firma_paquete BEGIN SELECT RAISE(ABORT, 'registro inmutable'); END;

CREATE TRIGGER firma_paquete_fija_update BEFORE UPDATE ON firma_paquete BEGIN SELECT RAISE(ABORT, 'registro inmutable'); END;

CREATE TRIGGER inconsistencia_cerrada_delete BEFORE DELETE ON inconsistencia WHEN EXISTS (SELECT 1 FROM visita WHERE id IN (OLD.visita_id) AND estado = 'cerrada') BEGIN SELECT RAISE(ABORT, 'visita cerrada'); END;

CREATE TRIGGER inconsistencia_cerrada_insert BEFORE INSERT ON inconsistencia WHEN EXISTS (SELECT 1 FROM visita WHERE id IN (NEW.visita_id) AND estado = 'cerrada') BEGIN SELECT RAISE(ABORT, 'visita cerrada'); END;

CREATE TRIGGER inconsistencia_cerrada_update BEFORE UPDATE ON inconsistencia WHEN EXISTS (SELECT 1 FROM visita WHERE id IN (NEW.visita_id, OLD.visita_id) AND estado = 'cerrada') BEGIN SELECT RAISE(ABORT, 'visita cerrada'); END;

CREATE TRIGGER inconsistencia_fts_ad AFTER DELETE ON inconsistencia BEGIN DELETE FROM inconsistencia_fts WHERE rowid = OLD.n; END;

CREATE TRIGGER inconsistencia_fts_ai AFTER INSERT ON inconsistencia BEGIN INSERT INTO inconsistencia_fts(rowid, texto) VALUES (NEW.n, coalesce(json_extract(NEW.datos,'$.item_id'),'') || ' ' || coalesce((SELECT group_concat(value, ' ') FROM json_each(NEW.datos,'$.items')),'') || ' ' || coalesce(json_extract(NEW.datos,'$.titulo'),'') || ' ' || coalesce(json_extract(NEW.datos,'$.descripcion'),'') || ' ' || coalesce(json_extract(NEW.datos,'$.causa'),'') || ' ' || coalesce(json_extract(NEW.datos,'$.referencia'),'')); END;

CREATE TRIGGER inconsistencia_fts_au AFTER UPDATE ON inconsistencia WHEN coalesce(json_extract(OLD.datos,'$.item_id'),'') || ' ' || coalesce((SELECT group_concat(value, ' ') FROM json_each(OLD.datos,'$.items')),'') || ' ' || coalesce(json_extract(OLD.datos,'$.titulo'),'') || ' ' || coalesce(json_extract(OLD.datos,'$.descripcion'),'') || ' ' || coalesce(json_extract(OLD.datos,'$.causa'),'') || ' ' || coalesce(json_extract(OLD.datos,'$.referencia'),'') <> coalesce(json_extract(NEW.datos,'$.item_id'),'') || ' ' || coalesce((SELECT group_concat(value, ' ') FROM json_each(NEW.datos,'$.items')),'') || ' ' || coalesce(json_extract(NEW.datos,'$.titulo'),'') || ' ' || coalesce(json_extract(NEW.datos,'$.descripcion'),'') || ' ' || coalesce(json_extract(NEW.datos,'$.causa'),'') || ' ' || coalesce(json_extract(NEW.datos,'$.referencia'),'') BEGIN UPDATE inconsistencia_fts SET texto = coalesce(json_extract(NEW.datos,'$.item_id'),'') || ' ' || coalesce((SELECT group_concat(value, ' ') FROM json_each(NEW.datos,'$.items')),'') || ' ' || coalesce(json_extract(NEW.datos,'$.titulo'),'') || ' ' || coalesce(json_extract(NEW.datos,'$.descripcion'),'') || ' ' || coalesce(json_extract(NEW.datos,'$.causa'),'') || ' ' || coalesce(json_extract(NEW.datos,'$.referencia'),'') WHERE rowid = NEW.n; END;

CREATE TRIGGER indicador_cerrada_delete BEFORE DELETE ON indicador WHEN EXISTS (SELECT 1 FROM visita WHERE id IN (OLD.visita_id) AND estado = 'cerrada') BEGIN SELECT RAISE(ABORT, 'visita cerrada'); END;

CREATE TRIGGER indicador_cerrada_insert BEFORE INSERT ON indicador WHEN EXISTS (SELECT 1 FROM visita WHERE id IN (NEW.visita_id) AND estado = 'cerrada') BEGIN SELECT RAISE(ABORT, 'visita cerrada'); END;

CREATE TRIGGER indicador_cerrada_update BEFORE UPDATE ON indicador WHEN EXISTS (SELECT 1 FROM visita WHERE id IN (NEW.visita_id, OLD.visita_id) AND estado = 'cerrada') BEGIN SELECT RAISE(ABORT, 'visita cerrada'); END;

CREATE TRIGGER informe_cerrada_delete BEFORE DELETE ON informe WHEN EXISTS (SELECT 1 FROM visita WHERE id IN (OLD.visita_id) AND estado = 'cerrada') BEGIN SELECT RAISE(ABORT, 'visita cerrada'); END;

CREATE TRIGGER informe_cerrada_insert BEFORE INSERT ON informe WHEN EXISTS (SELECT 1 FROM visita WHERE id IN (NEW.visita_id) AND estado = 'cerrada') BEGIN SELECT RAISE(ABORT, 'visita cerrada'); END;

CREATE TRIGGER informe_cerrada_update BEFORE UPDATE ON informe WHEN EXISTS (SELECT 1 FROM visita WHERE id IN (NEW.visita_id, OLD.visita_id) AND estado = 'cerrada') BEGIN SELECT RAISE(ABORT, 'visita cerrada'); END;

CREATE TRIGGER lacre_fija_delete BEFORE DELETE ON lacre BEGIN SELECT RAISE(ABORT, 'registro inmutable'); END;

CREATE TRIGGER lacre_fija_update BEFORE UPDATE ON lacre BEGIN SELECT RAISE(ABORT, 'registro inmutable'); END;

CREATE TRIGGER llave_propia_fija_delete BEFORE DELETE ON llave_propia BEGIN SELECT RAISE(ABORT, 'registro inmutable'); END;

CREATE TRIGGER llave_propia_fija_update BEFORE UPDATE ON llave_propia BEGIN SELECT RAISE(ABORT, 'registro inmutable'); END;

CREATE TRIGGER medida_cerrada_delete BEFORE DELETE ON medida WHEN EXISTS (SELECT 1 FROM visita WHERE id IN (OLD.visita_id) AND estado = 'cerrada') BEGIN SELECT RAISE(ABORT, 'visita cerrada'); END;

CREATE TRIGGER medida_cerrada_insert BEFORE INSERT ON medida WHEN EXISTS (SELECT 1 FROM visita WHERE id IN (NEW.visita_id) AND estado = 'cerrada') BEGIN SELECT RAISE(ABORT, 'visita cerrada'); END;

CREATE TRIGGER medida_cerrada_update BEFORE UPDATE ON medida WHEN EXISTS (SELECT 1 FROM visita WHERE id IN (NEW.visita_id, OLD.visita_id) AND estado = 'cerrada') BEGIN SELECT RAISE(ABORT, 'visita cerrada'); END;

CREATE TRIGGER medida_fts_ad AFTER DELETE ON medida BEGIN DELETE FROM medida_fts WHERE rowid = OLD.n; END;

CREATE TRIGGER medida_fts_ai AFTER INSERT ON medida BEGIN INSERT INTO medida_fts(rowid, texto) VALUES (NEW.n, coalesce(json_extract(NEW.datos,'$.texto'),'') || ' ' || coalesce(json_extract(NEW.datos,'$.responsable_cargo'),'') || ' ' || coalesce(json_extract(NEW.datos,'$.responsable_nombre'),'') || ' ' || coalesce(json_extract(NEW.datos,'$.evidencia_esperada'),'')); END;

CREATE TRIGGER medida_fts_au AFTER UPDATE ON medida WHEN coalesce(json_extract(OLD.datos,'$.texto'),'') || ' ' || coalesce(json_extract(OLD.datos,'$.responsable_cargo'),'') || ' ' || coalesce(json_extract(OLD.datos,'$.responsable_nombre'),'') || ' ' || coalesce(json_extract(OLD.datos,'$.evidencia_esperada'),'') <> coalesce(json_extract(NEW.datos,'$.texto'),'') || ' ' || coalesce(json_extract(NEW.datos,'$.responsable_cargo'),'') || ' ' || coalesce(json_extract(NEW.datos,'$.responsable_nombre'),'') || ' ' || coalesce(json_extract(NEW.datos,'$.evidencia_esperada'),'') BEGIN UPDATE medida_fts SET texto = coalesce(json_extract(NEW.datos,'$.texto'),'') || ' ' || coalesce(json_extract(NEW.datos,'$.responsable_cargo'),'') || ' ' || coalesce(json_extract(NEW.datos,'$.responsable_nombre'),'') || ' ' || coalesce(json_extract(NEW.datos,'$.evidencia_esperada'),'') WHERE rowid = NEW.n; END;

CREATE TRIGGER muestreo_cerrada_delete BEFORE DELETE ON muestreo WHEN EXISTS (SELECT 1 FROM visita WHERE id IN (OLD.visita_id) AND estado = 'cerrada') BEGIN SELECT RAISE(ABORT, 'visita cerrada'); END;

CREATE TRIGGER muestreo_cerrada_insert BEFORE INSERT ON muestreo WHEN EXISTS (SELECT 1 FROM visita WHERE id IN (NEW.visita_id) AND estado = 'cerrada') BEGIN SELECT RAISE(ABORT, 'visita cerrada'); END;

CREATE TRIGGER muestreo_cerrada_update BEFORE UPDATE ON muestreo WHEN EXISTS (SELECT 1 FROM visita WHERE id IN (NEW.visita_id, OLD.visita_id) AND estado = 'cerrada') BEGIN SELECT RAISE(ABORT, 'visita cerrada'); END;

CREATE TRIGGER operacion_en_papelera BEFORE INSERT ON operacion WHEN EXISTS (SELECT 1 FROM papelera WHERE visita_id = NEW.visita_id) BEGIN SELECT RAISE(ABORT, 'visita en la papelera'); END;

CREATE TRIGGER operacion_fija_delete BEFORE DELETE ON operacion BEGIN SELECT RAISE(ABORT, 'registro inmutable'); END;

CREATE TRIGGER operacion_fija_update BEFORE UPDATE OF id, visita_id, cuando, quien, que, clase, sobre ON operacion BEGIN SELECT RAISE(ABORT, 'registro inmutable'); END;

CREATE TRIGGER papelera_hecho_fija_delete BEFORE DELETE ON papelera_hecho BEGIN SELECT RAISE(ABORT, 'registro inmutable'); END;

CREATE TRIGGER papelera_hecho_fija_update BEFORE UPDATE ON papelera_hecho BEGIN SELECT RAISE(ABORT, 'registro inmutable'); END;

CREATE TRIGGER paquete_en_papelera BEFORE INSERT ON paquete WHEN EXISTS (SELECT 1 FROM papelera WHERE visita_id = NEW.visita_id) BEGIN SELECT RAISE(ABORT, 'visita en la papelera'); END;

CREATE TRIGGER paquete_fija_delete BEFORE DELETE ON paquete BEGIN SELECT RAISE(ABORT, 'registro inmutable'); END;

CREATE TRIGGER paquete_fija_update BEFORE UPDATE ON paquete BEGIN SELECT RAISE(ABORT, 'registro inmutable'); END;

CREATE TRIGGER respuesta_cerrada_delete BEFORE DELETE ON respuesta WHEN EXISTS (SELECT 1 FROM visita WHERE id IN (OLD.visita_id) AND estado = 'cerrada') BEGIN SELECT RAISE(ABORT, 'visita cerrada'); END;

CREATE TRIGGER respuesta_cerrada_insert BEFORE INSERT ON respuesta WHEN EXISTS (SELECT 1 FROM visita WHERE id IN (NEW.visita_id) AND estado = 'cerrada') BEGIN SELECT RAISE(ABORT, 'visita cerrada'); END;

CREATE TRIGGER respuesta_cerrada_update BEFORE UPDATE ON respuesta WHEN EXISTS (SELECT 1 FROM visita WHERE id IN (NEW.visita_id, OLD.visita_id) AND estado = 'cerrada') BEGIN SELECT RAISE(ABORT, 'visita cerrada'); END;

CREATE TRIGGER respuesta_fts_ad AFTER DELETE ON respuesta BEGIN DELETE FROM respuesta_fts WHERE rowid = OLD.n; END;

CREATE TRIGGER respuesta_fts_ai AFTER INSERT ON respuesta BEGIN INSERT INTO respuesta_fts(rowid, texto) VALUES (NEW.n, coalesce(json_extract(NEW.datos,'$.item_id'),'') || ' ' || coalesce(json_extract(NEW.datos,'$.nota'),'') || ' ' || coalesce((SELECT group_concat(t.atom, ' ') FROM json_tree(NEW.datos,'$.valor') t WHERE t.key IN ('texto','referencia','detalle','nota') OR t.key = 'valor' AND json_extract(NEW.datos, t.path || '.tipo') = 'texto'),'')); END;

CREATE TRIGGER respuesta_fts_au AFTER UPDATE ON respuesta WHEN coalesce(json_extract(OLD.datos,'$.item_id'),'') || ' ' || coalesce(json_extract(OLD.datos,'$.nota'),'') || ' ' || coalesce((SELECT group_concat(t.atom, ' ') FROM json_tree(OLD.datos,'$.valor') t WHERE t.key IN ('texto','referencia','detalle','nota') OR t.key = 'valor' AND json_extract(OLD.datos, t.path || '.tipo') = 'texto'),'') <> coalesce(json_extract(NEW.datos,'$.item_id'),'') || ' ' || coalesce(json_extract(NEW.datos,'$.nota'),'') || ' ' || coalesce((SELECT group_concat(t.atom, ' ') FROM json_tree(NEW.datos,'$.valor') t WHERE t.key IN ('texto','referencia','detalle','nota') OR t.key = 'valor' AND json_extract(NEW.datos, t.path || '.tipo') = 'texto'),'') BEGIN UPDATE respuesta_fts SET texto = coalesce(json_extract(NEW.datos,'$.item_id'),'') || ' ' || coalesce(json_extract(NEW.datos,'$.nota'),'') || ' ' || coalesce((SELECT group_concat(t.atom, ' ') FROM json_tree(NEW.datos,'$.valor') t WHERE t.key IN ('texto','referencia','detalle','nota') OR t.key = 'valor' AND json_extract(NEW.datos, t.path || '.tipo') = 'texto'),'') WHERE rowid = NEW.n; END;

CREATE TRIGGER sin_lugar_cerrada_delete BEFORE DELETE ON sin_lugar WHEN EXISTS (SELECT 1 FROM visita WHERE id IN (OLD.visita_id) AND estado = 'cerrada') BEGIN SELECT RAISE(ABORT, 'visita cerrada'); END;

CREATE TRIGGER sin_lugar_cerrada_insert BEFORE INSERT ON sin_lugar WHEN EXISTS (SELECT 1 FROM visita WHERE id IN (NEW.visita_id) AND estado = 'cerrada') BEGIN SELECT RAISE(ABORT, 'visita cerrada'); END;

CREATE TRIGGER sin_lugar_cerrada_update BEFORE UPDATE ON sin_lugar WHEN EXISTS (SELECT 1 FROM visita WHERE id IN (NEW.visita_id, OLD.visita_id) AND estado = 'cerrada') BEGIN SELECT RAISE(ABORT, 'visita cerrada'); END;

CREATE TRIGGER sin_lugar_fts_ad AFTER DELETE ON sin_lugar BEGIN DELETE FROM sin_lugar_fts WHERE rowid = OLD.n; END;

CREATE TRIGGER sin_lugar_fts_ai AFTER INSERT ON sin_lugar BEGIN INSERT INTO sin_lugar_fts(rowid, texto) VALUES (NEW.n, coalesce(json_extract(NEW.datos,'$.item_id'),'') || ' ' || coalesce(json_extract(NEW.datos,'$.punto.pregunta'),'') || ' ' || coalesce(json_extract(NEW.datos,'$.respuesta.nota'),'') || ' ' || coalesce((SELECT group_concat(t.atom, ' ') FROM json_tree(NEW.datos,'$.respuesta.valor') t WHERE t.key IN ('texto','referencia','detalle','nota') OR t.key = 'valor' AND json_extract(NEW.datos, t.path || '.tipo') = 'texto'),'') || ' ' || coalesce((SELECT group_concat(t.atom, ' ') FROM json_tree(NEW.datos,'$.filas') t WHERE t.key IN ('texto','referencia','detalle','nota') OR t.key = 'valor' AND json_extract(NEW.datos, t.path || '.tipo') = 'texto'),'')); END;

CREATE TRIGGER sin_lugar_fts_au AFTER UPDATE ON sin_lugar WHEN coalesce(json_extract(OLD.datos,'$.item_id'),'') || ' ' || coalesce(json_extract(OLD.datos,'$.punto.pregunta'),'') || ' ' || coalesce(json_extract(OLD.datos,'$.respuesta.nota'),'') || ' ' || coalesce((SELECT group_concat(t.atom, ' ') FROM json_tree(OLD.datos,'$.respuesta.valor') t WHERE t.key IN ('texto','referencia','detalle','nota') OR t.key = 'valor' AND json_extract(OLD.datos, t.path || '.tipo') = 'texto'),'') || ' ' || coalesce((SELECT group_concat(t.atom, ' ') FROM json_tree(OLD.datos,'$.filas') t WHERE t.key IN ('texto','referencia','detalle','nota') OR t.key = 'valor' AND json_extract(OLD.datos, t.path || '.tipo') = 'texto'),'') <> coalesce(json_extract(NEW.datos,'$.item_id'),'') || ' ' || coalesce(json_extract(NEW.datos,'$.punto.pregunta'),'') || ' ' || coalesce(json_extract(NEW.datos,'$.respuesta.nota'),'') || ' ' || coalesce((SELECT group_concat(t.atom, ' ') FROM json_tree(NEW.datos,'$.respuesta.valor') t WHERE t.key IN ('texto','referencia','detalle','nota') OR t.key = 'valor' AND json_extract(NEW.datos, t.path || '.tipo') = 'texto'),'') || ' ' || coalesce((SELECT group_concat(t.atom, ' ') FROM json_tree(NEW.datos,'$.filas') t WHERE t.key IN ('texto','referencia','detalle','nota') OR t.key = 'valor' AND json_extract(NEW.datos, t.path || '.tipo') = 'texto'),'') BEGIN UPDATE sin_lugar_fts SET texto = coalesce(json_extract(NEW.datos,'$.item_id'),'') || ' ' || coalesce(json_extract(NEW.datos,'$.punto.pregunta'),'') || ' ' || coalesce(json_extract(NEW.datos,'$.respuesta.nota'),'') || ' ' || coalesce((SELECT group_concat(t.atom, ' ') FROM json_tree(NEW.datos,'$.respuesta.valor') t WHERE t.key IN ('texto','referencia','detalle','nota') OR t.key = 'valor' AND json_extract(NEW.datos, t.path || '.tipo') = 'texto'),'') || ' ' || coalesce((SELECT group_concat(t.atom, ' ') FROM json_tree(NEW.datos,'$.filas') t WHERE t.key IN ('texto','referencia','detalle','nota') OR t.key = 'valor' AND json_extract(NEW.datos, t.path || '.tipo') = 'texto'),'') WHERE rowid = NEW.n; END;

CREATE TRIGGER turnado_en_papelera BEFORE INSERT ON turnado WHEN EXISTS (SELECT 1 FROM papelera WHERE visita_id = NEW.visita_id) BEGIN SELECT RAISE(ABORT, 'visita en la papelera'); END;

CREATE TRIGGER turnado_fija_delete BEFORE DELETE ON turnado BEGIN SELECT RAISE(ABORT, 'registro inmutable'); END;

CREATE TRIGGER turnado_fija_update BEFORE UPDATE ON turnado BEGIN SELECT RAISE(ABORT, 'registro inmutable'); END;

CREATE TRIGGER verificacion_cerrada_delete BEFORE DELETE ON verificacion WHEN EXISTS (SELECT 1 FROM visita WHERE id IN (OLD.visita_id) AND estado = 'cerrada') BEGIN SELECT RAISE(ABORT, 'visita cerrada'); END;

CREATE TRIGGER verificacion_cerrada_insert BEFORE INSERT ON verificacion WHEN EXISTS (SELECT 1 FROM visita WHERE id IN (NEW.visita_id) AND estado = 'cerrada') BEGIN SELECT RAISE(ABORT, 'visita cerrada'); END;

CREATE TRIGGER verificacion_cerrada_update BEFORE UPDATE ON verificacion WHEN EXISTS (SELECT 1 FROM visita WHERE id IN (NEW.visita_id, OLD.visita_id) AND estado = 'cerrada') BEGIN SELECT RAISE(ABORT, 'visita cerrada'); END;

CREATE TRIGGER version_ajena_fija_delete BEFORE DELETE ON version_ajena BEGIN SELECT RAISE(ABORT, 'registro inmutable'); END;

CREATE TRIGGER version_ajena_fija_update BEFORE UPDATE ON version_ajena BEGIN SELECT RAISE(ABORT, 'registro inmutable'); END;

CREATE TRIGGER visita_cerrada_delete BEFORE DELETE ON visita WHEN OLD.estado = 'cerrada' BEGIN SELECT RAISE(ABORT, 'visita cerrada'); END;

CREATE TRIGGER visita_cerrada_update BEFORE UPDATE ON visita WHEN OLD.estado = 'cerrada' AND NOT coalesce(NEW.id = OLD.id AND NEW.estado = 'en_curso' AND json_extract(NEW.datos,'$.revision') = json_extract(OLD.datos,'$.revision') + 1, 0) BEGIN SELECT RAISE(ABORT, 'visita cerrada'); END;

CREATE TRIGGER visita_fts_ad AFTER DELETE ON visita BEGIN DELETE FROM visita_fts WHERE rowid = OLD.n; END;

CREATE TRIGGER visita_fts_ai AFTER INSERT ON visita BEGIN INSERT INTO visita_fts(rowid, texto) VALUES (NEW.n, coalesce(json_extract(NEW.datos,'$.folio'),'') || ' ' || coalesce(json_extract(NEW.datos,'$.unidad.ooad_nombre'),'') || ' ' || coalesce(json_extract(NEW.datos,'$.unidad.subdelegacion_nombre'),'') || ' ' || coalesce(json_extract(NEW.datos,'$.unidad.nombre'),'') || ' ' || coalesce(json_extract(NEW.datos,'$.pliego'),'') || ' ' || coalesce(json_extract(NEW.datos,'$.lugar'),'') || ' ' || coalesce(json_extract(NEW.datos,'$.objeto'),'') || ' ' || coalesce(json_extract(NEW.datos,'$.recibio.nombre'),'') || ' ' || coalesce(json_extract(NEW.datos,'$.titular.nombre'),'') || ' ' || coalesce(json_extract(NEW.datos,'$.periodo_revisado'),'') || ' ' || coalesce(json_extract(NEW.datos,'$.fuente'),'')); END;

CREATE TRIGGER visita_fts_au AFTER UPDATE ON visita WHEN coalesce(json_extract(OLD.datos,'$.folio'),'') || ' ' || coalesce(json_extract(OLD.datos,'$.unidad.ooad_nombre'),'') || ' ' || coalesce(json_extract(OLD.datos,'$.unidad.subdelegacion_nombre'),'') || ' ' || coalesce(json_extract(OLD.datos,'$.unidad.nombre'),'') || ' ' || coalesce(json_extract(OLD.datos,'$.pliego'),'') || ' ' || coalesce(json_extract(OLD.datos,'$.lugar'),'') || ' ' || coalesce(json_extract(OLD.datos,'$.objeto'),'') || ' ' || coalesce(json_extract(OLD.datos,'$.recibio.nombre'),'') || ' ' || coalesce(json_extract(OLD.datos,'$.titular.nombre'),'') || ' ' || coalesce(json_extract(OLD.datos,'$.periodo_revisado'),'') || ' ' || coalesce(json_extract(OLD.datos,'$.fuente'),'') <> coalesce(json_extract(NEW.datos,'$.folio'),'') || ' ' || coalesce(json_extract(NEW.datos,'$.unidad.ooad_nombre'),'') || ' ' || coalesce(json_extract(NEW.datos,'$.unidad.subdelegacion_nombre'),'') || ' ' || coalesce(json_extract(NEW.datos,'$.unidad.nombre'),'') || ' ' || coalesce(json_extract(NEW.datos,'$.pliego'),'') || ' ' || coalesce(json_extract(NEW.datos,'$.lugar'),'') || ' ' || coalesce(json_extract(NEW.datos,'$.objeto'),'') || ' ' || coalesce(json_extract(NEW.datos,'$.recibio.nombre'),'') || ' ' || coalesce(json_extract(NEW.datos,'$.titular.nombre'),'') || ' ' || coalesce(json_extract(NEW.datos,'$.periodo_revisado'),'') || ' ' || coalesce(json_extract(NEW.datos,'$.fuente'),'') BEGIN UPDATE visita_fts SET texto = coalesce(json_extract(NEW.datos,'$.folio'),'') || ' ' || coalesce(json_extract(NEW.datos,'$.unidad.ooad_nombre'),'') || ' ' || coalesce(json_extract(NEW.datos,'$.unidad.subdelegacion_nombre'),'') || ' ' || coalesce(json_extract(NEW.datos,'$.unidad.nombre'),'') || ' ' || coalesce(json_extract(NEW.datos,'$.pliego'),'') || ' ' || coalesce(json_extract(NEW.datos,'$.lugar'),'') || ' ' || coalesce(json_extract(NEW.datos,'$.objeto'),'') || ' ' || coalesce(json_extract(NEW.datos,'$.recibio.nombre'),'') || ' ' || coalesce(json_extract(NEW.datos,'$.titular.nombre'),'') || ' ' || coalesce(json_extract(NEW.datos,'$.periodo_revisado'),'') || ' ' || coalesce(json_extract(NEW.datos,'$.fuente'),'') WHERE rowid = NEW.n; END;

